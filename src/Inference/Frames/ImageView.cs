namespace SafeCity.Edge.Inference.Frames;

/// <summary>
/// A borrowed look at one picture in the planes where the decoder left it. It owns nothing and copies nothing; it is valid as
/// long as its owner (a decoded frame, a pooled buffer) is.
/// </summary>
public readonly ref struct ImageView
{
    /// <summary>Wraps planes. Strides are in bytes and at least the row's bytes.</summary>
    /// <exception cref="ArgumentException">A size is not positive, or a plane is too short for its rows.</exception>
    public ImageView(
        PixelLayout layout, int width, int height, bool fullRange, ColorMatrix matrix,
        ReadOnlySpan<byte> y, int yStride, ReadOnlySpan<byte> u, ReadOnlySpan<byte> v, int chromaStride)
    {
        if (width <= 0 || height <= 0) throw new ArgumentException($"image of {width}x{height} pixels");
        Layout = layout;
        Width = width;
        Height = height;
        FullRange = fullRange;
        Matrix = matrix;
        Y = y;
        YStride = yStride;
        U = u;
        V = v;
        ChromaStride = chromaStride;
        Require(y, yStride, width, height, "luma");
        if (layout == PixelLayout.Gray8) return;
        Require(u, chromaStride, layout == PixelLayout.Nv12 ? ChromaWidth * 2 : ChromaWidth, ChromaHeight, "U");
        if (layout == PixelLayout.I420) Require(v, chromaStride, ChromaWidth, ChromaHeight, "V");
    }

    /// <summary>How the planes lie.</summary>
    public PixelLayout Layout { get; }

    /// <summary>Pixels a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>True: samples use 0..255. False: luma 16..235, chroma 16..240.</summary>
    public bool FullRange { get; }

    /// <summary>The coefficients of the colour conversion.</summary>
    public ColorMatrix Matrix { get; }

    /// <summary>Luma rows.</summary>
    public ReadOnlySpan<byte> Y { get; }

    /// <summary>Bytes from one luma row to the next.</summary>
    public int YStride { get; }

    /// <summary>U rows (<see cref="PixelLayout.I420"/>) or U,V pairs (<see cref="PixelLayout.Nv12"/>); empty for grey.</summary>
    public ReadOnlySpan<byte> U { get; }

    /// <summary>V rows (<see cref="PixelLayout.I420"/> only).</summary>
    public ReadOnlySpan<byte> V { get; }

    /// <summary>Bytes from one chroma row to the next.</summary>
    public int ChromaStride { get; }

    /// <summary>Chroma samples a row.</summary>
    public int ChromaWidth => (Width + 1) / 2;

    /// <summary>Chroma rows.</summary>
    public int ChromaHeight => (Height + 1) / 2;

    private static void Require(ReadOnlySpan<byte> plane, int stride, int rowBytes, int rows, string name)
    {
        if (stride < rowBytes || plane.Length < ((long)stride * (rows - 1)) + rowBytes)
            throw new ArgumentException($"{name} plane of {plane.Length} bytes and stride {stride} is too short for {rows} rows of {rowBytes} bytes");
    }
}
