using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Frames;

/// <summary>A picture of random samples, with strides wider than its rows and other random bytes between them.</summary>
internal sealed class TestPicture
{
    internal TestPicture(PixelLayout layout, int width, int height, Random random)
    {
        Layout = layout;
        Width = width;
        Height = height;
        YStride = width + random.Next(0, 20);
        ChromaStride = ((width + 1) / 2 * (layout == PixelLayout.Nv12 ? 2 : 1)) + random.Next(0, 20);
        Y = new byte[YStride * height];
        U = new byte[ChromaStride * ((height + 1) / 2)];
        V = new byte[ChromaStride * ((height + 1) / 2)];
        random.NextBytes(Y);
        random.NextBytes(U);
        random.NextBytes(V);
    }

    internal PixelLayout Layout { get; }

    internal int Width { get; }

    internal int Height { get; }

    internal bool FullRange { get; init; }

    internal ColorMatrix Matrix { get; init; }

    internal byte[] Y { get; }

    internal byte[] U { get; }

    internal byte[] V { get; }

    internal int YStride { get; }

    internal int ChromaStride { get; }

    internal ImageView View => new(Layout, Width, Height, FullRange, Matrix, Y, YStride, U, V, ChromaStride);

    internal double LumaAt(int x, int y) => Y[(y * YStride) + x];

    internal double UAt(int x, int y) => U[(y * ChromaStride) + (Layout == PixelLayout.Nv12 ? 2 * x : x)];

    internal double VAt(int x, int y) => Layout == PixelLayout.Nv12 ? U[(y * ChromaStride) + (2 * x) + 1] : V[(y * ChromaStride) + x];
}
