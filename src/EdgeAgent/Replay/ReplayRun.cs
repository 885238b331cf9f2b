using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tracking;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Replay;

/// <summary>
/// A clip through the agent's eyes and rules on one thread, every frame, with a clock of its own: the same clip and settings give the same
/// facts each time, on any machine of one kind. No store, no broker, no pictures.
/// </summary>
internal sealed class ReplayRun : IDisposable
{
    private const int DetectionsMax = 512;
    private const int HintsMax = 128;

    private readonly Detection[] _detections = new Detection[DetectionsMax];
    private readonly Detection[] _tracked = new Detection[DetectionsMax];
    private readonly RegionHint[] _hints = new RegionHint[HintsMax];
    private readonly CameraSettings _camera;
    private readonly ReplayOptions _options;
    private readonly RegionScanner _scanner;
    private readonly ClassSelection _classes;
    private readonly OverheadView? _view;
    private readonly Tracker _tracker;
    private readonly RecentObjects _recent;
    private readonly FrameMask? _mask;
    private readonly TrackReporter _reporter;
    private readonly KeyFrameEncoder _encoder;
    private readonly BestShotRecorder _shots;
    private readonly SituationIdentity _identities;
    private long _identified;
    private FrameStamp _last;

    /// <summary>For one clip.</summary>
    /// <param name="camera">Its settings, rules among them.</param>
    /// <param name="vision">Detectors; borrowed.</param>
    /// <param name="options">Its clock.</param>
    /// <param name="commit">Takes the facts in their order.</param>
    /// <exception cref="RuleException">The rules do not fit the model.</exception>
    internal ReplayRun(CameraSettings camera, CameraVision vision, ReplayOptions options, Action<Fact> commit)
    {
        ModelCard card = vision.Whole.Card;
        RuleSet rules = RuleSet.Build(camera.Rules, card.Labels, $"camera {camera.Name}");
        string[] classes = [.. camera.Classes.Union(rules.TrackedLabels)];
        OverheadView? view = camera.View == CameraView.Overhead ? new OverheadView(card.Labels) : null;
        (_camera, _options) = (camera, options);
        _classes = new ClassSelection(card.Labels, classes);
        RegionScannerOptions scanning = new() { Regions = new RegionOptions { Mode = camera.Regions }, Classes = view is null ? classes : view.Scanned(classes) };
        _view = view;
        _scanner = new RegionScanner(vision.Whole, vision.Crop, new SizeGrid(), scanning);
        _identities = new SituationIdentity(camera.Name);
        _tracker = new Tracker(new TrackerOptions { Classes = ClassGroups.FromLabels(card.Labels) }, Identify);
        _recent = new RecentObjects(PictureMasker.MaskedClasses(card.Labels));
        _mask = camera.Masks.Count > 0 ? new FrameMask(camera.Masks) : null;
        CameraMasking masking = CameraMasking.Of(camera, platePurpose: null);
        KeyFrameBudget budget = new(camera.KeyFrames);
        _encoder = new KeyFrameEncoder(new PictureMasker(card.Labels, masking.Policy), budget);
        _shots = new BestShotRecorder(_encoder);
        _reporter = new TrackReporter(camera.Name, card, null, masking, budget, commit);
        Rules = new RuleStage(new RuleEngine(camera.Name, rules), new RuleReporter(camera.Name, card, masking.Events, commit), null);
    }

    /// <summary>The rules as they stand.</summary>
    internal RuleStage Rules { get; }

    /// <summary>Frames so far.</summary>
    internal long Frames { get; private set; }

    /// <summary>Runs to the end of the clip.</summary>
    /// <param name="watch">Is shown every frame; null for nobody.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="VideoSourceException">The clip cannot be opened or decoded.</exception>
    internal void Run(FrameWatcher? watch, CancellationToken stop)
    {
        using VideoDecoder decoder = VideoDecoder.Open(_camera.Source, new VideoDecoderOptions { DecoderName = _camera.Decoder }, TimeProvider.System, stop);
        using DecodedFrame frame = new();
        while (decoder.Read(frame) == DecodeResult.Frame)
        {
            stop.ThrowIfCancellationRequested();
            FrameStamp stamp = new(Frames, frame.Time, _options.Start + (frame.Time - MediaTime.Zero), frame.Width, frame.Height);
            if (Frames++ == 0) _last = stamp;
            Analyse(_mask is null ? frame.View : _mask.Paint(frame.View), stamp, watch);
            _last = stamp;
        }
        // As the agent does at the end of a file.
        Rules.Finish(_last);
        _tracker.Flush(_last.Media);
        ReportEnded();
    }

    private void Analyse(in ImageView view, in FrameStamp stamp, FrameWatcher? watch)
    {
        int hints = _tracker.WriteHints(stamp.Media - _last.Media, _hints);
        ScanResult scan = _scanner.Scan(view, stamp.Media, _hints.AsSpan(0, hints), _detections);
        int count = _view?.Apply(_detections.AsSpan(0, scan.Count)) ?? scan.Count;
        ReadOnlySpan<Detection> found = _detections.AsSpan(0, count);
        ReadOnlySpan<Detection> tracked = _classes.Select(found, _tracked);
        _tracker.Update(stamp.Media, tracked, scan.Scanned, view);
        FrameSight seen = new(_recent.Update(stamp.Media, scan.Scanned, found), tracked, _tracker.Active);
        Rules.Advance(_tracker, scan.Scanned, view, stamp, seen);
        _last = stamp;
        ReportEnded();
        watch?.Invoke(view, stamp, seen);
    }

    private void ReportEnded()
    {
        foreach (Track track in _tracker.Ended)
            if (track.EndReason != TrackEndReason.Duplicate) _reporter.Report(track, _shots, null, _last);
    }

    // Counted, not drawn: the same names each time.
    private Guid Identify(MediaTime start) => _identities.Make(_options.Start + (start - MediaTime.Zero), "track", Guid.Empty, ++_identified);

    /// <inheritdoc />
    public void Dispose() => _encoder.Dispose();
}
