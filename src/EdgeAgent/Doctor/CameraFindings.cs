using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Doctor;

/// <summary>What a camera gave while it was watched.</summary>
internal sealed record CameraFindings
{
    /// <summary>Why it could not be opened, or stopped giving; null: it gave pictures.</summary>
    internal VideoSourceException? Fault { get; init; }

    /// <summary>What it announced; null if it could not be opened.</summary>
    internal VideoInfo? Info { get; init; }

    internal long Frames { get; init; }

    internal long DecodeErrors { get; init; }

    /// <summary>From the first to the last frame, by the stream's own clock.</summary>
    internal TimeSpan Span { get; init; }

    /// <summary>Longest distance between key frames; null: fewer than two were seen.</summary>
    internal TimeSpan? KeyFrameInterval { get; init; }

    /// <summary>Camera's clock less the box's, by its sender reports; null if it sent none.</summary>
    internal TimeSpan? ClockOffset { get; init; }

    /// <summary>Frames a second, as they came; null with fewer than two.</summary>
    internal double? FramesPerSecond => Frames > 1 && Span > TimeSpan.Zero ? (Frames - 1) / Span.TotalSeconds : null;
}
