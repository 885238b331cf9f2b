using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Overlay;

/// <summary>
/// One picture of a whole run for people: the frame that showed the most tracked objects, with their boxes and the ways they had
/// come. Heads are masked as in every picture.
/// </summary>
internal sealed class OverviewRecorder(HeadMasker masker, IReadOnlyList<string> labels) : IDisposable
{
    private const int WidthPixelsMin = 1280;

    private readonly List<Seen> _seen = [];
    private PictureBuffer? _picture;
    private FrameStamp _stamp;

    private sealed record Seen(int Number, string Label, BoundingBox Box, PathPoint[] Path);

    /// <summary>Keeps this frame if it shows more than every earlier one.</summary>
    internal void Consider(in ImageView frame, in FrameStamp stamp, in FrameDetections detections, IReadOnlyList<Track> tracks)
    {
        int count = 0;
        for (int i = 0; i < tracks.Count; i++)
            if (IsShown(tracks[i])) count++;
        if (count <= _seen.Count) return;
        _stamp = stamp;
        _seen.Clear();
        foreach (Track track in tracks)
        {
            if (!IsShown(track)) continue;
            string label = $"#{track.Number} {TrackOverlay.Label(labels[track.ClassId], detections.Tracked[track.DetectionIndex].Score)}";
            _seen.Add(new Seen(track.Number, label, detections.Tracked[track.DetectionIndex].Box, track.Path.ToArray()));
        }
        Copy(frame, detections.All);
    }

    /// <summary>Draws and writes the picture; null when nothing was ever tracked.</summary>
    internal string? Write(string path)
    {
        if (_picture is null) return null;
        Canvas canvas = TrackOverlay.On(_picture);
        foreach (Seen seen in _seen) TrackOverlay.Path(canvas, seen.Path, OverlayColor.ForNumber(seen.Number));
        foreach (Seen seen in _seen) TrackOverlay.Box(canvas, seen.Box, seen.Label, OverlayColor.ForNumber(seen.Number));
        canvas.Label(0, 0, $"frame {_stamp.Number}: {_seen.Count} tracked", TrackOverlay.ScaleFor(canvas.Height), OverlayColor.White);
        PictureFile.WriteJpeg(_picture, path);
        return path;
    }

    private static bool IsShown(Track track) => track.State == TrackState.Confirmed && track.DetectionIndex >= 0;

    private void Copy(in ImageView frame, ReadOnlySpan<Detection> all)
    {
        _picture?.Dispose();
        _picture = AnnotatedPicture.Copy(frame, WidthPixelsMin, out CropPlan whole);
        masker.Apply(_picture, whole, frame.Width, frame.Height, all);
    }

    /// <inheritdoc />
    public void Dispose() => _picture?.Dispose();
}
