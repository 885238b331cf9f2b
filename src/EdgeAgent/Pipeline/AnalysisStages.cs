using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The stages of one camera's analysis, put together by <see cref="CameraPipeline"/>.</summary>
internal sealed record AnalysisStages(
    IDetector<Detection> Detector,
    ClassSelection Classes,
    Tracker Tracker,
    BestShotRecorder Shots,
    TrackReporter Reporter,
    OverviewRecorder? Overview);
