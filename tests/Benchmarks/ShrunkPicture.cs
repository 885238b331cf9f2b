using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Benchmarks;

/// <summary>A 4:2:0 picture made smaller by a whole number, by means of blocks.</summary>
internal sealed class ShrunkPicture
{
    private readonly byte[] _y, _u, _v;
    private readonly bool _fullRange;
    private readonly ColorMatrix _matrix;

    internal ShrunkPicture(in ImageView image, int factor)
    {
        if (image.Layout != PixelLayout.I420) throw new InvalidDataException($"a picture of {image.Layout}: only I420 is shrunk here");
        Width = image.Width / factor / 2 * 2;
        Height = image.Height / factor / 2 * 2;
        (_fullRange, _matrix) = (image.FullRange, image.Matrix);
        _y = Shrink(image.Y, image.YStride, factor, Width, Height);
        _u = Shrink(image.U, image.ChromaStride, factor, Width / 2, Height / 2);
        _v = Shrink(image.V, image.ChromaStride, factor, Width / 2, Height / 2);
    }

    internal int Width { get; }

    internal int Height { get; }

    internal ImageView View => new(PixelLayout.I420, Width, Height, _fullRange, _matrix, _y, Width, _u, _v, Width / 2);

    private static byte[] Shrink(ReadOnlySpan<byte> plane, int stride, int factor, int width, int height)
    {
        byte[] target = new byte[width * height];
        for (int i = 0; i < target.Length; i++)
        {
            int sum = 0, from = (i / width * factor * stride) + (i % width * factor);
            for (int row = 0; row < factor; row++)
                for (int column = 0; column < factor; column++) sum += plane[from + (row * stride) + column];
            target[i] = (byte)((sum + (factor * factor / 2)) / (factor * factor));
        }
        return target;
    }
}
