using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Replay;

/// <summary>
/// A replay for people: boxes, ways, regions, lines, counters and what was told last, masked as every picture is. It stays on the
/// machine on which somebody asked for it; the agent itself never writes video.
/// </summary>
internal sealed class OverlayVideo(string path, RuleStage rules, IReadOnlyList<string> labels) : IDisposable
{
    private const int WidthPixelsMin = 960;
    private const int LinesShown = 4;
    private static readonly TimeSpan LitFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(6);

    private readonly PictureMasker _masker = new(labels, new MaskingPolicy());
    private readonly PicturePool _pool = new(1);
    private readonly Queue<(MediaTime At, int Rule, string Text)> _told = [];
    private readonly HashSet<int> _lit = [];
    private AvVideoWriter? _file;
    private MediaTime _now;

    /// <summary>Something was told: shown for a while.</summary>
    internal void Tell(Fact fact)
    {
        if (fact.Data.Rule is not { } rule || fact.Type == "count") return;
        int place = rules.Engine.Set.Rules.First(r => r.Id == rule.Id).Index;
        string?[] words = [rule.Name, fact.Data.Situation?.Phase, fact.Data.Situation?.State, fact.Data.Object is { } o ? $"#{o.Id}" : null];
        _told.Enqueue((_now, place, string.Join(' ', words.Where(w => w is not null))));
    }

    /// <summary>Adds a frame.</summary>
    internal void Show(in ImageView view, in FrameStamp stamp, in FrameSight seen)
    {
        _now = stamp.Media;
        using PictureBuffer picture = AnnotatedPicture.Copy(view, WidthPixelsMin, _pool, out CropPlan whole);
        _masker.Apply(picture, KeyFrameRole.Scene, whole, (view.Width, view.Height), seen);
        Canvas canvas = TrackOverlay.On(picture);
        Draw(canvas, stamp, seen);
        _file ??= AvVideoWriter.Create(path, picture.Width, picture.Height);
        _file.Write(picture.View, stamp.Media);
    }

    /// <summary>Completes the file.</summary>
    internal void Finish() => _file?.Finish();

    private void Draw(in Canvas canvas, in FrameStamp stamp, in FrameSight seen)
    {
        while (_told.Count > 0 && stamp.Media - _told.Peek().At > ShownFor) _told.Dequeue();
        _lit.Clear();
        foreach ((MediaTime at, int rule, _) in _told)
            if (stamp.Media - at <= LitFor) _lit.Add(rule);
        List<LabelledBox> boxes = [];
        foreach (Track track in seen.Tracks)
        {
            if (track.State != TrackState.Confirmed) continue;
            OverlayColor color = OverlayColor.ForNumber(track.Number);
            TrackOverlay.Path(canvas, track.Path, color);
            boxes.Add(new LabelledBox(track.Box.ClipToFrame(), $"#{track.Number} {labels[track.ClassId]}", color));
        }
        RuleOverlay.Draw(canvas, rules.Engine.Rules, _lit);
        TrackOverlay.Boxes(canvas, boxes);
        int scale = TrackOverlay.ScaleFor(canvas.Height), row = Canvas.LabelSize("A", scale).Height + scale;
        canvas.Label(0, 0, $"frame {stamp.Number}  {TimeSpan.FromMilliseconds(Math.Floor(stamp.Media.Seconds * 1000)):mm\\:ss\\.f}", scale, OverlayColor.White);
        (MediaTime At, int Rule, string Text)[] shown = [.. _told.TakeLast(LinesShown)];
        for (int i = 0; i < shown.Length; i++)
            canvas.Label(0, canvas.Height - (row * (shown.Length - i)), shown[i].Text, scale, OverlayColor.ForNumber(shown[i].Rule + 3));
    }

    /// <inheritdoc />
    public void Dispose() => _file?.Dispose();
}
