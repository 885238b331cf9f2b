using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>
/// Cuts a region out of a picture and scales it into a buffer, as JPEG wants it (full range, BT.601). Keeps its scaler while sizes
/// stay. One thread at a time.
/// </summary>
internal sealed class PictureScaler : IDisposable
{
    private readonly AvScaler _scaler = new();

    /// <summary>Scales the whole picture into the buffer; the sides need not be in proportion.</summary>
    internal void Scale(ImageView source, PictureBuffer target) =>
        Scale(source, new PixelRectangle(0, 0, source.Width, source.Height), target);

    /// <summary>Scales a region into the buffer. What lies outside the picture is cut off; edges move outward to even pixels.</summary>
    /// <exception cref="ArgumentException">Nothing of the region is inside the picture.</exception>
    internal void Scale(ImageView source, PixelRectangle region, PictureBuffer target)
    {
        AvScaleSide side = new(target.Width, target.Height, AvCode.AV_PIX_FMT_YUV420P, FullRange: true, ColorMatrix.Bt601);
        _scaler.Scale(Crop(source, region.Within(source.Width, source.Height)), side, target.All, target.Layout);
        if (source.Layout != PixelLayout.Gray8) return;
        // libswscale leaves no colour behind for grey sources in every path: make sure of it.
        target.U.Fill(128);
        target.V.Fill(128);
    }

    /// <inheritdoc />
    public void Dispose() => _scaler.Dispose();

    /// <summary>The same planes, looked at from an even pixel on.</summary>
    internal static ImageView Crop(ImageView source, PixelRectangle region)
    {
        ReadOnlySpan<byte> y = source.Y[((region.Y * source.YStride) + region.X)..];
        if (source.Layout == PixelLayout.Gray8)
            return new ImageView(
                source.Layout, region.Width, region.Height, source.FullRange, source.Matrix, y, source.YStride, default, default, 0);
        bool interleaved = source.Layout == PixelLayout.Nv12;
        int offset = (region.Y / 2 * source.ChromaStride) + (interleaved ? region.X : region.X / 2);
        return new ImageView(
            source.Layout, region.Width, region.Height, source.FullRange, source.Matrix,
            y, source.YStride, source.U[offset..], interleaved ? default : source.V[offset..], source.ChromaStride);
    }
}
