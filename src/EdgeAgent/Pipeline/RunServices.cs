using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>What a pipeline is given by its surroundings.</summary>
/// <param name="Outbox">Where facts go.</param>
/// <param name="DataDirectory">Where a camera keeps what it has learned.</param>
/// <param name="Time">Monotonic and wall clock.</param>
/// <param name="Say">Takes a sentence for the operator.</param>
internal sealed record RunServices(Outbox Outbox, string DataDirectory, TimeProvider Time, Action<string> Say)
{
    /// <summary>Told of each fact that is on disk.</summary>
    internal Action<Fact, CommitReceipt>? Committed { get; init; }
}
