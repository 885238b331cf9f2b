namespace SafeCity.Edge.Transport.Outbox;

/// <summary>A picture of a fact. The bytes belong to the outbox until the commit has completed: do not reuse their buffer before.</summary>
public sealed record FactKeyFrame
{
    /// <summary><c>scene</c>, <c>subject</c>, <c>plate</c> or <c>face</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The encoded, already masked JPEG.</summary>
    public required ReadOnlyMemory<byte> Jpeg { get; init; }

    /// <summary>Pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels.</summary>
    public required int Height { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What is masked in it: <c>none</c>, or a comma-separated list such as <c>faces,plates</c>.</summary>
    public string Masking { get; init; } = "none";
}
