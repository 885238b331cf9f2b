using System.Buffers;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Overlay;

/// <summary>
/// Gives a picture of the next analysed frame to who asks, masked as key frames are. Asked from any thread, served by the analysing one; while
/// nobody asks, a frame costs one look at a field.
/// </summary>
internal sealed class SnapshotDesk(PictureMasker masker, IReadOnlyList<string> labels)
{
    private const int WidthPixelsMin = 640;
    private const int Quality = 85;

    private TaskCompletionSource<byte[]>? _plain;
    private TaskCompletionSource<byte[]>? _overlaid;

    /// <summary>The next frame as JPEG; who asks at the same time shares it.</summary>
    internal Task<byte[]> RequestAsync(bool overlay)
    {
        ref TaskCompletionSource<byte[]>? place = ref overlay ? ref _overlaid : ref _plain;
        TaskCompletionSource<byte[]> own = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return (Interlocked.CompareExchange(ref place, own, null) ?? own).Task;
    }

    /// <summary>Serves who waits, on the analysing thread.</summary>
    internal void Serve(in ImageView frame, in FrameSight seen)
    {
        if (Interlocked.Exchange(ref _plain, null) is { } plain) plain.SetResult(Make(frame, seen, overlay: false));
        if (Interlocked.Exchange(ref _overlaid, null) is { } overlaid) overlaid.SetResult(Make(frame, seen, overlay: true));
    }

    private byte[] Make(in ImageView frame, in FrameSight seen, bool overlay)
    {
        using PictureBuffer picture = AnnotatedPicture.Copy(frame, WidthPixelsMin, new PicturePool(1), out CropPlan whole);
        masker.Apply(picture, KeyFrameRole.Scene, whole, (frame.Width, frame.Height), seen);
        if (overlay) Draw(picture, seen);
        using JpegEncoder encoder = new();
        ArrayBufferWriter<byte> bytes = new();
        encoder.Encode(picture, Quality, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private void Draw(PictureBuffer picture, in FrameSight seen)
    {
        Canvas canvas = TrackOverlay.On(picture);
        List<LabelledBox> boxes = [];
        foreach (Track track in seen.Tracks)
        {
            if (track.State != TrackState.Confirmed || track.DetectionIndex < 0) continue;
            OverlayColor color = OverlayColor.ForNumber(track.Number);
            TrackOverlay.Path(canvas, track.Path, color);
            float score = seen.Tracked[track.DetectionIndex].Score;
            boxes.Add(new LabelledBox(seen.Tracked[track.DetectionIndex].Box, $"#{track.Number} {TrackOverlay.Label(labels[track.ClassId], score)}", color));
        }
        TrackOverlay.Boxes(canvas, boxes);
    }
}
