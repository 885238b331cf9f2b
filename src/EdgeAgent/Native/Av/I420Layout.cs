namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>How a planar 4:2:0 picture of even size lies in one block of memory.</summary>
/// <param name="Width">Pixels, even.</param>
/// <param name="Height">Pixels, even.</param>
internal readonly record struct I420Layout(int Width, int Height)
{
    // libswscale's SIMD writes whole vectors: rows begin aligned, and a little more than a row may be touched.
    private const int AlignBytes = 64;

    /// <summary>Bytes from one luma row to the next.</summary>
    internal int YStride => (Width + AlignBytes - 1) & -AlignBytes;

    /// <summary>Bytes from one chroma row to the next.</summary>
    internal int ChromaStride => ((Width / 2) + AlignBytes - 1) & -AlignBytes;

    /// <summary>Where U begins.</summary>
    internal int UOffset => YStride * Height;

    /// <summary>Where V begins.</summary>
    internal int VOffset => UOffset + (ChromaStride * (Height / 2));

    /// <summary>All planes and a margin behind the last row.</summary>
    internal int Bytes => VOffset + (ChromaStride * (Height / 2)) + AlignBytes;
}
