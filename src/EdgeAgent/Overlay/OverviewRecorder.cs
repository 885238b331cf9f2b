using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Overlay;

/// <summary>
/// One picture of a whole run for people: the frame that showed the most tracked objects, with their boxes and the ways they had
/// come. Masked as every picture is.
/// </summary>
internal sealed class OverviewRecorder(PictureMasker masker, IReadOnlyList<string> labels) : IDisposable
{
    private const int WidthPixelsMin = 1280;

    private readonly List<Shown> _shown = [];
    private readonly PicturePool _pool = new(1);
    private PictureBuffer? _picture;
    private FrameStamp _stamp;

    private sealed record Shown(int Number, string Label, BoundingBox Box, PathPoint[] Path);

    /// <summary>Keeps this frame if it shows more than every earlier one.</summary>
    internal void Consider(in ImageView frame, in FrameStamp stamp, in FrameSight seen)
    {
        int count = 0;
        for (int i = 0; i < seen.Tracks.Count; i++)
            if (IsShown(seen.Tracks[i])) count++;
        if (count <= _shown.Count) return;
        _stamp = stamp;
        _shown.Clear();
        foreach (Track track in seen.Tracks)
        {
            if (!IsShown(track)) continue;
            string label = $"#{track.Number} {TrackOverlay.Label(labels[track.ClassId], seen.Tracked[track.DetectionIndex].Score)}";
            _shown.Add(new Shown(track.Number, label, seen.Tracked[track.DetectionIndex].Box, track.Path.ToArray()));
        }
        Copy(frame, seen);
    }

    /// <summary>Draws and writes the picture; null when nothing was ever tracked.</summary>
    internal string? Write(string path)
    {
        if (_picture is null) return null;
        Canvas canvas = TrackOverlay.On(_picture);
        foreach (Shown shown in _shown) TrackOverlay.Path(canvas, shown.Path, OverlayColor.ForNumber(shown.Number));
        TrackOverlay.Boxes(canvas, [.. _shown.Select(s => new LabelledBox(s.Box, s.Label, OverlayColor.ForNumber(s.Number)))]);
        canvas.Label(0, 0, $"frame {_stamp.Number}: {_shown.Count} tracked", TrackOverlay.ScaleFor(canvas.Height), OverlayColor.White);
        PictureFile.WriteJpeg(_picture, path);
        return path;
    }

    private static bool IsShown(Track track) => track.State == TrackState.Confirmed && track.DetectionIndex >= 0;

    private void Copy(in ImageView frame, in FrameSight sight)
    {
        _picture?.Dispose();
        _picture = AnnotatedPicture.Copy(frame, WidthPixelsMin, _pool, out CropPlan whole);
        masker.Apply(_picture, KeyFrameRole.Scene, whole, (frame.Width, frame.Height), sight);
    }

    /// <inheritdoc />
    public void Dispose() => _picture?.Dispose();
}
