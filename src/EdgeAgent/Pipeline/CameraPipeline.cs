using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// One camera from its packets to facts in the store: a decoding and an analysing thread with room for one frame between them.
/// </summary>
internal sealed class CameraPipeline : IDisposable
{
    private const string PlateHashFile = "plate-hash.key";

    private readonly AnalysisStages _stages;
    private readonly AnalysisLoop _analysis;
    private readonly DecodeLoop _decode;
    private readonly FactCommitter _committer;
    private readonly CapturedFrame _spare = new();

    private CameraPipeline(
        AnalysisStages stages, CountedVision vision, FactCommitter committer, CameraSettings settings, PipelineStatistics statistics, RunServices services)
    {
        Vision = vision;
        Settings = settings;
        _stages = stages;
        _committer = committer;
        Statistics = statistics;
        // A file at full speed is analysed whole; otherwise the newest frame wins.
        LatestSlot<CapturedFrame> slot = new(_spare, waitWhenFull: !settings.Source.IsLive && settings.Speed == PlaybackSpeed.Max);
        _decode = new DecodeLoop(settings, slot, stages.Feedback, statistics, services);
        _analysis = new AnalysisLoop(stages, slot, settings.WarmUpFrames, statistics, services.Time);
    }

    internal CameraSettings Settings { get; }

    internal PipelineStatistics Statistics { get; }

    /// <summary>Its detectors, with the runs that it made.</summary>
    internal CountedVision Vision { get; }

    /// <summary>Managed bytes a frame after warm-up on the two threads that frames pass.</summary>
    internal double ManagedBytesPerFrame => _decode.Allocation.BytesPerFrame + _analysis.Allocation.BytesPerFrame;

    /// <summary>Managed bytes of one fact on the analysing thread.</summary>
    internal double ManagedBytesPerFact => _analysis.Allocation.BytesPerFact;

    /// <summary>The same of the whole process: also what facts cost on their way to the broker.</summary>
    internal double ProcessBytesPerFrame => _analysis.Allocation.ProcessBytesPerFrame;

    /// <summary>Gives pictures to who asks.</summary>
    internal SnapshotDesk Snapshots => _stages.Snapshots;

    internal OverviewRecorder? Overview => _stages.Overview;

    /// <summary>Puts the stages together.</summary>
    /// <param name="settings">Of this camera.</param>
    /// <param name="vision">Its detectors; borrowed.</param>
    /// <param name="withOverview">Whether an overview picture is kept for the end.</param>
    /// <param name="services">What it is given by its surroundings.</param>
    /// <exception cref="FormatException">A class is not one of the model's.</exception>
    internal static CameraPipeline Create(CameraSettings settings, CameraVision vision, bool withOverview, RunServices services)
    {
        UnsupportedSettings.Refuse(settings);
        PipelineStatistics statistics = new(services.Time);
        CountedVision counted = new(vision with { Plates = PlatesFor(settings.Privacy, vision.Plates) });
        CameraMasking masking = CameraMasking.Of(settings, counted.Plates?.Policy.Purpose);
        FaceGuard? guard = counted.Guard is { } faces && !masking.KeepsAllFaces ? new FaceGuard(faces) : null;
        FactCommitter committer = new(services, guard, statistics);
        MainStreamPixels? main = settings.MainSource is { } large
            ? new MainStreamPixels(large, services.Time, statistics.CountMainPicture, services.Say)
            : null;
        AnalysisStages stages = StagesOf(settings, counted, masking, main, services, committer);
        ModelCard card = vision.Whole.Card;
        if (withOverview) stages = stages with { Overview = new OverviewRecorder(new PictureMasker(card.Labels, masking.Policy), card.Labels) };
        return new CameraPipeline(stages, counted, committer, settings, statistics, services);
    }

    private static AnalysisStages StagesOf(
        CameraSettings settings, CountedVision vision, CameraMasking masking, MainStreamPixels? main, RunServices services, FactCommitter committer)
    {
        ModelCard card = vision.Whole.Card;
        KeyFrameBudget budget = new(settings.KeyFrames, sentence => services.Say($"camera {settings.Name}: {sentence}"));
        PictureMasker masker = new(card.Labels, masking.Policy);
        KeyFrameEncoder encoder = new(masker, budget);
        TrackIdentities identities = new();
        RuleSet rules = RuleSet.Build(settings.Rules, card.Labels, $"camera {settings.Name}");
        OverheadView? view = settings.View == CameraView.Overhead ? new OverheadView(card.Labels) : null;
        string[] classes = [.. settings.Classes.Union(rules.TrackedLabels)];
        RuleStage? ruleStage = RulesOf(settings, rules, vision, encoder, masking, committer);
        CameraMemory? memory = settings.Source.IsLive ? new CameraMemory(services.DataDirectory, settings.Name, card.Name, services.Say) : null;
        SizeGrid sizes = memory?.LoadSizes() ?? new SizeGrid();
        RegionScannerOptions scanning = new()
        {
            Regions = new RegionOptions { Mode = settings.Regions },
            Motion = new MotionGateOptions { Masks = settings.Masks },
            Classes = view is null ? classes : view.Scanned(classes),
            Time = services.Time,
        };
        return new AnalysisStages
        {
            Classes = new ClassSelection(card.Labels, classes),
            View = view,
            Scanner = new RegionScanner(vision.Whole, vision.Crop, sizes, scanning),
            Sizes = sizes,
            Tracker = new Tracker(new TrackerOptions { Classes = ClassGroups.FromLabels(card.Labels) }, identities.Make),
            Identities = identities,
            Recognition = new RecognitionStage(card.Labels, vision.Faces),
            Plates = PlatesOf(settings, vision, encoder, masking, services, committer, ruleStage),
            Recent = new RecentObjects(PictureMasker.MaskedClasses(card.Labels)),
            Mask = settings.Masks.Count > 0 ? new FrameMask(settings.Masks) : null,
            Rules = ruleStage,
            Encoder = encoder,
            Shots = new BestShotRecorder(encoder, main),
            Main = main,
            Snapshots = new SnapshotDesk(masker, card.Labels),
            Reporter = new TrackReporter(settings.Name, card, vision.Faces?.Card, masking, budget, committer.Post),
            Memory = memory,
            // Who looks at every frame wants every frame.
            Feedback = settings.Regions == RegionMode.Regions ? new SceneFeedback(services.Time) : null,
        };
    }

    // Which cameras read plates, and why, is each camera's own policy.
    private static PlateReadingService? PlatesFor(CameraPrivacy privacy, PlateReadingService? plates) =>
        plates is null || privacy.Plates == PlatePrivacy.Off ? null : plates with { Policy = plates.Policy with { Purpose = privacy.Purpose ?? plates.Policy.Purpose } };

    private static RuleStage? RulesOf(CameraSettings settings, RuleSet rules, CountedVision vision, KeyFrameEncoder encoder, CameraMasking masking, FactCommitter committer)
    {
        if (rules.Rules.Count == 0) return null;
        RuleReporter reporter = new(settings.Name, vision.Whole.Card, masking.Events, committer.Post);
        return new RuleStage(new RuleEngine(settings.Name, rules), reporter, new RulePictures(encoder));
    }

    private static PlateStage? PlatesOf(CameraSettings settings, CountedVision vision, KeyFrameEncoder encoder, CameraMasking masking, RunServices services, FactCommitter committer, RuleStage? rules)
    {
        if (vision.Plates is not { } plates) return null;
        PlateHash? hash = settings.Privacy.Plates == PlatePrivacy.Hash ? PlateHash.Open(Path.Combine(services.DataDirectory, PlateHashFile)) : null;
        PlateReporter reporter = new(settings.Name, plates.Recognizer.Card, plates.Recognizer.Formats, plates.Policy, masking, encoder.Budget, hash, committer.Post) { FindRule = rules is null ? null : rules.FindPlateRule };
        return new PlateStage(plates.Recognizer, vision.Whole.Card.Labels, encoder, reporter);
    }

    /// <summary>Runs until the source has ended or failed, or until cancelled; every track is then ended and every fact on disk.</summary>
    /// <exception cref="Sources.VideoSourceException">
    /// The source's failure, after what was seen before it is safe; or the main stream is a file that cannot be opened.
    /// </exception>
    /// <exception cref="ModelOutputException">The model's failure, likewise.</exception>
    internal async Task RunAsync(CancellationToken stop)
    {
        using CancellationTokenSource decodeStop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            // A main stream that is a file and not there ends this camera, as its source would; a camera is waited for.
            _stages.Main?.Start();
            Task analysis = OnThread("analyse", () => _analysis.Run(stop));
            Task decode = OnThread("decode", () => _decode.Run(decodeStop.Token));
            // A camera does not end by itself: without analysis there is nothing to decode for.
            await analysis.ContinueWith(_ => decodeStop.Cancel(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await Task.WhenAll(decode, analysis);
        }
        finally
        {
            await _committer.CompleteAsync();
        }
    }

    // Long-running native calls do not belong on the thread pool.
    private static Task OnThread(string name, Action run)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                run();
                done.SetResult();
            }
            catch (Exception e)
            {
                // Told where the task is awaited.
                done.SetException(e);
            }
        })
        { Name = name, IsBackground = true }.Start();
        return done.Task;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _decode.Dispose();
        _analysis.Dispose();
        _stages.Encoder.Dispose();
        _stages.Main?.Dispose();
        _stages.Overview?.Dispose();
        _committer.Dispose();
        _spare.Dispose();
    }
}
