using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Pictures of what rules tell: the object in the frame that told of it, or the scene where there is none. Masked as every picture is.</summary>
internal sealed class RulePictures(PictureMasker masker, int jpegQuality) : IDisposable
{
    private readonly KeyFrameEncoder _encoder = new(jpegQuality);

    /// <summary>The pictures of an event: of its beginning only, and of nothing that is merely counted.</summary>
    internal IReadOnlyList<FactKeyFrame> Take(RuleEvent told, in ImageView frame, in FrameStamp stamp, in FrameSight seen)
    {
        bool begins = told.Phase is RulePhase.Started or RulePhase.Enter or RulePhase.Once && told.Counts is null;
        if (!begins || frame.Y.IsEmpty || told.Rule.Settings.Severity == Severity.Info) return [];
        CropPlan crop = told.Object is { } subject ? CropPlan.Around(subject.Box.ClipToFrame(), frame.Width, frame.Height) : Whole(frame);
        KeyFrameRole role = told.Object is null ? KeyFrameRole.Scene : KeyFrameRole.Subject;
        byte[] jpeg = _encoder.Encode(frame, crop, masker, role, seen).ToArray();
        return
        [
            new FactKeyFrame
            {
                Role = MaskingPolicy.WireName(role),
                Jpeg = jpeg,
                Width = crop.Width,
                Height = crop.Height,
                Time = stamp.Wall,
                Masking = masker.Policy.NameFor(role),
            },
        ];
    }

    private static CropPlan Whole(in ImageView frame)
    {
        float shrink = MathF.Min(1, CropPlan.LongSidePixelsMax / (float)Math.Max(frame.Width, frame.Height));
        int width = (int)(frame.Width * shrink) & ~1, height = (int)(frame.Height * shrink) & ~1;
        return new CropPlan(new PixelRectangle(0, 0, frame.Width & ~1, frame.Height & ~1), Math.Max(2, width), Math.Max(2, height));
    }

    /// <inheritdoc />
    public void Dispose() => _encoder.Dispose();
}
