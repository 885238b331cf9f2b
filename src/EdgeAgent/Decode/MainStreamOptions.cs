namespace SafeCity.Edge.Agent.Decode;

/// <summary>How the main stream is kept ready.</summary>
internal sealed record MainStreamOptions
{
    /// <summary>How it is opened and decoded; its pace is not used.</summary>
    internal VideoDecoderOptions Decoder { get; init; } = new();

    /// <summary>What is kept of it.</summary>
    internal PacketRingLimits Ring { get; init; } = PacketRingLimits.MainStream;

    /// <summary>A picture further from the wanted moment is not given: what moves is elsewhere by then, and boxes would not fit.</summary>
    internal TimeSpan ApartMax { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>The first wait before a connection is opened again; doubled each time.</summary>
    internal TimeSpan ReconnectDelayMin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait.</summary>
    internal TimeSpan ReconnectDelayMax { get; init; } = TimeSpan.FromSeconds(30);
}
