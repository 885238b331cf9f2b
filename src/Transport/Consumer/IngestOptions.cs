namespace SafeCity.Edge.Transport.Consumer;

/// <summary>How a platform takes in what boxes send.</summary>
public sealed record IngestOptions
{
    /// <summary>The broker and what to listen to.</summary>
    public required ConsumerConnectionOptions Connection { get; init; }

    /// <summary>The name under which it tells boxes its cursors; the boxes must be set to it (contract D4).</summary>
    public required string Consumer { get; init; }

    /// <summary>Sees each message before it is taken in; null for nobody.</summary>
    public Action<ConsumerConnectionMessage>? OnMessage { get; init; }

    /// <summary>Bounds and waits.</summary>
    public StoringConsumerOptions Storing { get; init; } = new();

    /// <summary>Time between two looks: commit, cursors, holes (contract C4).</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);
}
