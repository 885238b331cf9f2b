using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>
/// An owned, writable picture: planar 4:2:0, full range, BT.601 (as JPEG wants it), even sides. Rented from a
/// <see cref="PicturePool"/>; disposing gives it back. One owner at a time.
/// </summary>
internal sealed class PictureBuffer : IDisposable
{
    private readonly PicturePool _pool;
    private readonly byte[] _planes;
    private I420Layout _layout;
    private bool _rented;

    internal PictureBuffer(PicturePool pool, int bytes)
    {
        _pool = pool;
        // Pinned for life: libswscale writes into it, and nothing is pinned per picture.
        _planes = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
    }

    /// <summary>Pixels a row, even.</summary>
    internal int Width => _layout.Width;

    /// <summary>Rows, even.</summary>
    internal int Height => _layout.Height;

    /// <summary>Bytes from one luma row to the next.</summary>
    internal int YStride => _layout.YStride;

    /// <summary>Bytes from one chroma row to the next.</summary>
    internal int ChromaStride => _layout.ChromaStride;

    /// <summary>Luma, writable.</summary>
    internal Span<byte> Y => All[..(_layout.YStride * Height)];

    /// <summary>U, half the sides, writable.</summary>
    internal Span<byte> U => All.Slice(_layout.UOffset, _layout.ChromaStride * (Height / 2));

    /// <summary>V, half the sides, writable.</summary>
    internal Span<byte> V => All.Slice(_layout.VOffset, _layout.ChromaStride * (Height / 2));

    /// <summary>The picture to read. Valid until the buffer is disposed.</summary>
    internal ImageView View =>
        new(PixelLayout.I420, Width, Height, fullRange: true, ColorMatrix.Bt601, Y, YStride, U, V, ChromaStride);

    /// <summary>All planes, for the scaler.</summary>
    internal Span<byte> All => _rented ? _planes : throw new ObjectDisposedException(nameof(PictureBuffer));

    /// <summary>How the planes lie.</summary>
    internal I420Layout Layout => _layout;

    /// <summary>Bytes that it can hold.</summary>
    internal int Capacity => _planes.Length;

    /// <summary>Fills the picture with one colour.</summary>
    internal void Fill(byte y, byte u, byte v)
    {
        Y.Fill(y);
        U.Fill(u);
        V.Fill(v);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_rented) return;
        _rented = false;
        _pool.Return(this);
    }

    /// <summary>The pool hands it out.</summary>
    internal void Begin(I420Layout layout)
    {
        _layout = layout;
        _rented = true;
    }
}
