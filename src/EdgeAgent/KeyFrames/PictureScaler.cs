using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>
/// Cuts a region out of a picture and scales it into a buffer, as JPEG wants it (full range, BT.601). Keeps a scaler for each of
/// the last few pairs of sizes. One thread at a time.
/// </summary>
internal sealed class PictureScaler : IDisposable
{
    // The steps of CropPlan that a scene uses.
    private const int ScalersMax = 8;

    private readonly List<(int From, int To, AvScaler Scaler)> _scalers = new(ScalersMax);

    /// <summary>Scales the whole picture into the buffer; the sides need not be in proportion.</summary>
    internal void Scale(ImageView source, PictureBuffer target) =>
        Scale(source, new PixelRectangle(0, 0, source.Width, source.Height), target);

    /// <summary>Scales a region into the buffer. What lies outside the picture is cut off; edges move outward to even pixels.</summary>
    /// <exception cref="ArgumentException">Nothing of the region is inside the picture.</exception>
    internal void Scale(ImageView source, PixelRectangle region, PictureBuffer target)
    {
        AvScaleSide side = new(target.Width, target.Height, AvCode.AV_PIX_FMT_YUV420P, FullRange: true, ColorMatrix.Bt601);
        ImageView part = Crop(source, region.Within(source.Width, source.Height));
        ScalerFor(part, target).Scale(part, side, target.All, target.Layout);
        if (source.Layout != PixelLayout.Gray8) return;
        // libswscale leaves no colour behind for grey sources in every path: make sure of it.
        target.U.Fill(128);
        target.V.Fill(128);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach ((_, _, AvScaler scaler) in _scalers) scaler.Dispose();
        _scalers.Clear();
    }

    private AvScaler ScalerFor(in ImageView part, PictureBuffer target)
    {
        int from = SizeKey(part.Width, part.Height), to = SizeKey(target.Width, target.Height);
        for (int i = 0; i < _scalers.Count; i++)
            if (_scalers[i].From == from && _scalers[i].To == to) return _scalers[i].Scaler;
        if (_scalers.Count == ScalersMax)
        {
            _scalers[0].Scaler.Dispose();
            _scalers.RemoveAt(0);
        }
        AvScaler scaler = new();
        _scalers.Add((from, to, scaler));
        return scaler;
    }

    // Sides are at most 8192.
    private static int SizeKey(int width, int height) => (width << 16) | height;

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
