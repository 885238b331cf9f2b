using System.Buffers;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>Cuts, scales, masks and encodes: the only way in which pixels become a key frame.</summary>
internal sealed class KeyFrameEncoder : IDisposable
{
    private readonly int _jpegQuality;
    private readonly PicturePool _pool = new();
    private readonly PictureScaler _scaler = new();
    private readonly JpegEncoder _jpeg = new();
    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);

    /// <summary>With room for the largest key frame from the start.</summary>
    internal KeyFrameEncoder(int jpegQuality)
    {
        _jpegQuality = jpegQuality;
        _pool.Rent(CropPlan.LongSidePixelsMax, CropPlan.LongSidePixelsMax).Dispose();
    }

    /// <summary>The JPEG; valid until the next call.</summary>
    internal ReadOnlySpan<byte> Encode(in ImageView frame, in CropPlan crop, PictureMasker masker, KeyFrameRole role, in FrameSight seen)
    {
        using PictureBuffer picture = _pool.Rent(crop.Width, crop.Height);
        _scaler.Scale(frame, crop.Area, picture);
        masker.Apply(picture, role, crop, (frame.Width, frame.Height), seen);
        _bytes.ResetWrittenCount();
        _jpeg.Encode(picture, _jpegQuality, _bytes);
        return _bytes.WrittenSpan;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _scaler.Dispose();
        _jpeg.Dispose();
    }
}
