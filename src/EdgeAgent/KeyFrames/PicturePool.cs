using SafeCity.Edge.Agent.Native.Av;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>Lends picture buffers and keeps a few for the next time. Any thread.</summary>
internal sealed class PicturePool
{
    /// <summary>The longest side of a buffer: JPEG's own limit is 65535, memory's is nearer.</summary>
    internal const int SideMax = 8192;

    private readonly Lock _gate = new();
    private readonly PictureBuffer?[] _free;

    /// <param name="keptMax">Buffers kept when nobody has them; a further one is left to the garbage collector.</param>
    internal PicturePool(int keptMax = 8) => _free = new PictureBuffer?[keptMax];

    /// <summary>Lends a buffer; odd sides are rounded up. Its contents are whatever was there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not in 1..<see cref="SideMax"/>.</exception>
    internal PictureBuffer Rent(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, SideMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, SideMax);
        I420Layout layout = new((width + 1) & ~1, (height + 1) & ~1);
        PictureBuffer buffer = Take(layout.Bytes) ?? new PictureBuffer(this, layout.Bytes);
        buffer.Begin(layout);
        return buffer;
    }

    /// <summary>A buffer comes back.</summary>
    internal void Return(PictureBuffer buffer)
    {
        lock (_gate)
        {
            int slot = Array.IndexOf(_free, null);
            // Full: the smallest makes room, so that large pictures do not allocate each time.
            if (slot < 0)
            {
                slot = 0;
                for (int i = 1; i < _free.Length; i++)
                {
                    if (_free[i]!.Capacity < _free[slot]!.Capacity) slot = i;
                }
                if (_free[slot]!.Capacity >= buffer.Capacity) return;
            }
            _free[slot] = buffer;
        }
    }

    /// <summary>The smallest kept buffer that is large enough.</summary>
    private PictureBuffer? Take(int bytes)
    {
        lock (_gate)
        {
            int best = -1;
            for (int i = 0; i < _free.Length; i++)
            {
                if (_free[i] is { } free && free.Capacity >= bytes && (best < 0 || free.Capacity < _free[best]!.Capacity)) best = i;
            }
            if (best < 0) return null;
            PictureBuffer taken = _free[best]!;
            _free[best] = null;
            return taken;
        }
    }
}
