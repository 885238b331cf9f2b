using System.Text.Json.Serialization;

namespace SafeCity.Edge.Agent.Control;

/// <summary>What a running agent says of itself; shown by <c>status</c>. Holds no secret.</summary>
internal sealed record AgentStatus
{
    public required string Agent { get; init; }

    /// <summary><c>sc1/org/site/device</c>.</summary>
    public required string Device { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required double UptimeSeconds { get; init; }

    /// <summary>Frames analysed over frames offered, over all cameras and the last ten seconds; null while no frames came.</summary>
    public double? Load { get; init; }

    public required IReadOnlyList<CameraStatus> Cameras { get; init; }

    public required UplinkStatus Uplink { get; init; }

    public required StoreStatus Store { get; init; }

    public required long ResidentBytes { get; init; }

    public required double CpuSeconds { get; init; }
}

/// <summary>One camera. Ages are in seconds since the last one that was good; null: there was none yet.</summary>
internal sealed record CameraStatus
{
    public required string Name { get; init; }

    /// <summary>Without secrets.</summary>
    public required string Source { get; init; }

    /// <summary><c>running</c>, <c>waiting</c> (for its source) or <c>ended</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it waits or has ended.</summary>
    public string? Fault { get; init; }

    public required double FramesPerSecond { get; init; }

    /// <summary>Frames analysed over frames offered in the last ten seconds; null while no frames came.</summary>
    public double? Load { get; init; }

    public double? FrameAgeSeconds { get; init; }

    public double? AnalysisAgeSeconds { get; init; }

    public double? EventAgeSeconds { get; init; }

    public required long FramesDecoded { get; init; }

    public required long FramesAnalysed { get; init; }

    public required long FramesDropped { get; init; }

    public required long PacketErrors { get; init; }

    public required long Reconnects { get; init; }

    public required long Tracks { get; init; }

    public required long FactsFailed { get; init; }

    /// <summary>How often the watchdog started it anew.</summary>
    public required long Restarts { get; init; }
}

/// <summary>The way to the broker.</summary>
internal sealed record UplinkStatus
{
    public required string Broker { get; init; }

    public required bool Connected { get; init; }

    public required string State { get; init; }

    public required long Acknowledged { get; init; }

    public required long Reconnects { get; init; }

    /// <summary>Messages that the broker dropped since nobody subscribes (0x10).</summary>
    public required long WithoutSubscriber { get; init; }

    public required long Rejected { get; init; }

    public string? LastError { get; init; }
}

/// <summary>The store.</summary>
internal sealed record StoreStatus
{
    public required long EventsPending { get; init; }

    public required long KeyFramesPending { get; init; }

    public required long EventsRecorded { get; init; }

    public required long EventsShed { get; init; }

    public required double UsedShare { get; init; }
}

/// <summary>Serialises without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AgentStatus))]
internal sealed partial class AgentStatusJson : JsonSerializerContext;
