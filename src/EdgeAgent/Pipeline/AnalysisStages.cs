using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The stages of one camera's analysis in the order of the data, put together by <see cref="CameraPipeline"/>.</summary>
internal sealed record AnalysisStages
{
    internal required RegionScanner Scanner { get; init; }

    /// <summary>Belongs to the scanner; kept over a restart.</summary>
    internal required SizeGrid Sizes { get; init; }

    /// <summary>Null: the detector's classes are taken as they are.</summary>
    internal OverheadView? View { get; init; }

    internal required ClassSelection Classes { get; init; }

    internal required Tracker Tracker { get; init; }

    internal required TrackIdentities Identities { get; init; }

    internal required RecognitionStage Recognition { get; init; }

    /// <summary>Null: plates are not read.</summary>
    internal PlateStage? Plates { get; init; }

    /// <summary>What is masked in pictures of the next frames, too.</summary>
    internal required RecentObjects Recent { get; init; }

    /// <summary>Blackens areas before anything looks at a frame; null: none.</summary>
    internal FrameMask? Mask { get; init; }

    /// <summary>Null: the camera has no rules.</summary>
    internal RuleStage? Rules { get; init; }

    /// <summary>Makes all pictures; owned by the pipeline.</summary>
    internal required KeyFrameEncoder Encoder { get; init; }

    internal required BestShotRecorder Shots { get; init; }

    /// <summary>Where the shots take their pixels from; null: from the analysed frame.</summary>
    internal MainStreamPixels? Main { get; init; }

    internal required TrackReporter Reporter { get; init; }

    internal required SnapshotDesk Snapshots { get; init; }

    /// <summary>Null: no overview picture is wanted.</summary>
    internal OverviewRecorder? Overview { get; init; }

    /// <summary>Tells the decoding thread how lively the scene is; null: it decodes everything.</summary>
    internal SceneFeedback? Feedback { get; init; }

    /// <summary>Null: nothing is kept over a restart, since a file has no tomorrow.</summary>
    internal CameraMemory? Memory { get; init; }
}
