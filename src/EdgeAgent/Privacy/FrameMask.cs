using System.Numerics;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>
/// Blackens fixed areas in frames before anything looks at them. A frame's planes are the decoder's, which predicts later pictures from
/// them, so that a copy is painted. Allocates only when the size changes.
/// </summary>
internal sealed class FrameMask(IReadOnlyList<IReadOnlyList<Vector2>> polygons)
{
    private const byte BlackFull = 0;
    private const byte BlackVideo = 16;
    private const byte NoColor = 128;

    private readonly AreaSpans _spans = new(polygons);
    private byte[] _y = [], _u = [], _v = [];
    private (int Width, int Height, PixelLayout Layout) _shape;

    /// <summary>The frame with the areas black; valid until the next one.</summary>
    internal ImageView Paint(in ImageView frame)
    {
        if (_shape != (frame.Width, frame.Height, frame.Layout)) Resize(frame);
        int chromaStride = ChromaStride(frame);
        Copy(frame.Y, frame.YStride, _y, frame.Width, frame.Height);
        if (frame.Layout != PixelLayout.Gray8) Copy(frame.U, frame.ChromaStride, _u, chromaStride, frame.ChromaHeight);
        if (frame.Layout == PixelLayout.I420) Copy(frame.V, frame.ChromaStride, _v, chromaStride, frame.ChromaHeight);
        foreach (AreaSpan span in _spans.All) Fill(span, frame, chromaStride);
        return new ImageView(frame.Layout, frame.Width, frame.Height, frame.FullRange, frame.Matrix, _y, frame.Width, _u, _v, chromaStride);
    }

    private static int ChromaStride(in ImageView frame) => frame.Layout switch
    {
        PixelLayout.I420 => frame.ChromaWidth,
        PixelLayout.Nv12 => 2 * frame.ChromaWidth,
        _ => 0,
    };

    private static void Copy(ReadOnlySpan<byte> source, int stride, Span<byte> target, int rowBytes, int rows)
    {
        for (int row = 0; row < rows; row++) source.Slice(row * stride, rowBytes).CopyTo(target[(row * rowBytes)..]);
    }

    private void Resize(in ImageView frame)
    {
        _shape = (frame.Width, frame.Height, frame.Layout);
        int chroma = ChromaStride(frame) * frame.ChromaHeight;
        (_y, _u, _v) = (new byte[frame.Width * frame.Height], new byte[chroma], new byte[frame.Layout == PixelLayout.I420 ? chroma : 0]);
        _spans.Find(new Vector2(frame.Width, frame.Height), Vector2.Zero, frame.Width, frame.Height);
    }

    private void Fill(AreaSpan span, in ImageView frame, int chromaStride)
    {
        int left = span.Left / 2, right = (span.Right + 1) / 2, row = span.Row / 2 * chromaStride;
        for (int y = span.Row; y < Math.Min(span.Row + 2, frame.Height); y++)
            _y.AsSpan((y * frame.Width) + span.Left, span.Right - span.Left).Fill(frame.FullRange ? BlackFull : BlackVideo);
        if (frame.Layout == PixelLayout.Nv12) _u.AsSpan(row + (2 * left), 2 * (right - left)).Fill(NoColor);
        if (frame.Layout != PixelLayout.I420) return;
        _u.AsSpan(row + left, right - left).Fill(NoColor);
        _v.AsSpan(row + left, right - left).Fill(NoColor);
    }
}
