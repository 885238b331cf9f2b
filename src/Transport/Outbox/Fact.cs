using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>One finished fact with its pictures, before it has a place in a log.</summary>
public sealed record Fact
{
    /// <summary>The camera: 1 to 16 of <c>a-z</c>, <c>0-9</c> and <c>-</c>; not <c>sys</c>.</summary>
    public required string Camera { get; init; }

    /// <summary>The type of the contract, for example <c>track</c>; the same characters as a camera's name.</summary>
    public required string Type { get; init; }

    /// <summary>What it is about: a UUIDv7.</summary>
    public required string Subject { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The fact. <see cref="EventData.Boot"/> and <see cref="EventData.KeyFrames"/> are filled in by the outbox.</summary>
    public required EventData Data { get; init; }

    /// <summary>Its pictures, at most <see cref="KeyFramesMax"/>.</summary>
    public IReadOnlyList<FactKeyFrame> KeyFrames { get; init; } = [];

    /// <summary>True for alarms: committed at once instead of with the next group.</summary>
    public bool Urgent { get; init; }

    /// <summary>Pictures of one fact at most: a scene, a subject, a plate, a face, twice.</summary>
    public const int KeyFramesMax = 8;
}
