namespace SafeCity.Edge.Inference.Frames;

/// <summary>How the bytes of an <see cref="ImageView"/> lie in memory. All are 8 bits a sample.</summary>
public enum PixelLayout
{
    /// <summary>Luma only.</summary>
    Gray8,

    /// <summary>Planar 4:2:0: a luma plane, then U and V at half width and half height (rounded up).</summary>
    I420,

    /// <summary>Semi-planar 4:2:0: a luma plane, then one plane of interleaved U,V pairs, half height.</summary>
    Nv12,
}
