namespace SafeCity.Edge.Transport.Outbox;

/// <summary>A finished record on its way into the store.</summary>
internal sealed record NewRecord
{
    internal required long StreamId { get; init; }

    internal required long Sequence { get; init; }

    internal required string Type { get; init; }

    internal required bool Urgent { get; init; }

    internal required string Topic { get; init; }

    internal required byte[] Body { get; init; }

    internal required byte[] Image { get; init; }
}
