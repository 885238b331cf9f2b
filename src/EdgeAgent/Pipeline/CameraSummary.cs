namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>What one camera did in a run.</summary>
internal sealed record CameraSummary
{
    public required string Camera { get; init; }

    public required string Source { get; init; }

    public required long FramesDecoded { get; init; }

    public required long FramesAnalysed { get; init; }

    /// <summary>Frames that were decoded and not analysed, by cause.</summary>
    public required IReadOnlyDictionary<string, long> FramesDropped { get; init; }

    public required long PacketErrors { get; init; }

    public required long Reconnects { get; init; }

    public required long Tracks { get; init; }

    /// <summary>As in <see cref="RunSummary.MainPictures"/>; null: it has no main stream.</summary>
    public IReadOnlyDictionary<string, long>? MainPictures { get; init; }

    /// <summary>Mean milliseconds a frame by stage.</summary>
    public required IReadOnlyDictionary<string, double> MillisecondsByStage { get; init; }

    /// <summary>The annotated picture; null if none was asked for or nothing was seen.</summary>
    public string? Overview { get; init; }
}
