using System.Buffers;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>Cuts, scales, masks and encodes: the only way in which pixels of a camera become a key frame. One thread.</summary>
internal sealed class KeyFrameEncoder : IDisposable
{
    private readonly PictureMasker _masker;
    private readonly PicturePool _pool = new();
    private readonly PictureScaler _scaler = new();
    private readonly JpegEncoder _jpeg = new();
    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);

    /// <summary>With room for the largest key frame of an object from the start.</summary>
    /// <param name="masker">Masks every picture.</param>
    /// <param name="budget">Says how large and how good pictures are.</param>
    internal KeyFrameEncoder(PictureMasker masker, KeyFrameBudget budget)
    {
        (_masker, Budget) = (masker, budget);
        int side = budget.SideOf(KeyFrameRole.Subject);
        _pool.Rent(side, side).Dispose();
    }

    internal KeyFrameBudget Budget { get; }

    internal MaskingPolicy Policy => _masker.Policy;

    /// <summary>Where a picture of an object is cut.</summary>
    internal CropPlan PlanAround(in BoundingBox subject, KeyFrameRole role, in ImageView frame) =>
        CropPlan.Around(subject, frame.Width, frame.Height, Budget.SideOf(role));

    /// <summary>The JPEG; valid until the next call.</summary>
    /// <param name="frame">The pixels.</param>
    /// <param name="crop">Which part of them.</param>
    /// <param name="role">What the picture is for.</param>
    /// <param name="stamp">The moment, by which the budget goes.</param>
    /// <param name="seen">What was detected in it.</param>
    internal ReadOnlySpan<byte> Encode(in ImageView frame, in CropPlan crop, KeyFrameRole role, in FrameStamp stamp, in FrameSight seen)
    {
        using PictureBuffer picture = _pool.Rent(crop.Width, crop.Height);
        _scaler.Scale(frame, crop.Area, picture);
        _masker.Apply(picture, role, crop, (frame.Width, frame.Height), seen);
        _bytes.ResetWrittenCount();
        _jpeg.Encode(picture, Budget.QualityOf(role, stamp.Media), _bytes);
        return _bytes.WrittenSpan;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _scaler.Dispose();
        _jpeg.Dispose();
    }
}
