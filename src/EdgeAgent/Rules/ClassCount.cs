namespace SafeCity.Edge.Agent.Rules;

/// <summary>Counts of an interval.</summary>
/// <param name="ClassId">The class; -1 for all.</param>
/// <param name="In">Crossed in the direction that counts as in, or came into the region.</param>
/// <param name="Out">Crossed the other way, or left it.</param>
internal sealed record ClassCount(int ClassId, int In, int Out)
{
    /// <summary>Different objects that were inside; null at a barrier.</summary>
    internal int? Objects { get; init; }

    internal int? Min { get; init; }

    internal int? Max { get; init; }

    /// <summary>By time.</summary>
    internal double? Mean { get; init; }
}
