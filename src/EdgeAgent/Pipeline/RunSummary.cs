using System.Text.Json.Serialization;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>What a run did, in numbers; written as JSON and shown as a table.</summary>
internal sealed record RunSummary
{
    /// <summary>All sources, as people know them.</summary>
    public required string Source { get; init; }

    public required string Model { get; init; }

    public required long FramesDecoded { get; init; }

    public required long FramesAnalysed { get; init; }

    /// <summary>Frames that were decoded and not analysed, by cause.</summary>
    public required IReadOnlyDictionary<string, long> FramesDropped { get; init; }

    public required long PacketErrors { get; init; }

    public required long Reconnects { get; init; }

    /// <summary>Analysed frames in which no model ran, since nothing moved and nothing was due.</summary>
    public required long FramesIdle { get; init; }

    /// <summary>Packets that were not decoded, since the scene was idle.</summary>
    public required long PacketsSkipped { get; init; }

    /// <summary>How often each model ran.</summary>
    public required IReadOnlyDictionary<string, long> ModelRuns { get; init; }

    /// <summary>Wall time from the first frame to the last, in seconds.</summary>
    public required double Seconds { get; init; }

    public required double FramesPerSecond { get; init; }

    /// <summary>Mean milliseconds a frame by stage.</summary>
    public required IReadOnlyDictionary<string, double> MillisecondsByStage { get; init; }

    public required long Tracks { get; init; }

    public required long EventsRecorded { get; init; }

    /// <summary>Acknowledged in this run; with those that an earlier run had left, it can be more than what was recorded.</summary>
    public required long EventsAcknowledged { get; init; }

    public required long KeyFramesRecorded { get; init; }

    public required long KeyFramesAcknowledged { get; init; }

    /// <summary>
    /// Frames whose picture was looked for in a main stream, by what came of it; all but <c>decoded</c> took the sub-stream's pixels.
    /// Null: no camera has a main stream.
    /// </summary>
    public IReadOnlyDictionary<string, long>? MainPictures { get; init; }

    /// <summary>Facts that could not be recorded; 0 unless the store failed.</summary>
    public required long FactsFailed { get; init; }

    /// <summary>Pictures that were not stored since a face in them could not be masked; their events were.</summary>
    public long PicturesWithheld { get; init; }

    public required double CpuSeconds { get; init; }

    /// <summary>Largest resident set of the agent.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>Managed bytes a frame after warm-up on the threads that frames pass, without what facts cost.</summary>
    public required double ManagedBytesPerFrame { get; init; }

    /// <summary>Managed bytes of one fact on the analysing thread: the report of a track and the copy of its picture.</summary>
    public required double ManagedBytesPerFact { get; init; }

    /// <summary>The same of the whole process: also what facts cost in the store and on their way to the broker.</summary>
    public required double ProcessBytesPerFrame { get; init; }

    /// <summary>Each camera; the counts above are their sums.</summary>
    public required IReadOnlyList<CameraSummary> Cameras { get; init; }
}

/// <summary>Serialises summaries without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RunSummary))]
internal sealed partial class RunSummaryJson : JsonSerializerContext;
