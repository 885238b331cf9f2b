namespace SafeCity.Edge.Agent.Evaluation.Events;

/// <summary>Persons that a crowd rule counted beside those that a person counted.</summary>
/// <param name="Clip">Its file.</param>
/// <param name="Frame">Of the person's count.</param>
/// <param name="Expected">Counted by a person.</param>
/// <param name="Counted">By the rule; near the beginning of a clip once it had time to believe what it sees.</param>
internal sealed record CrowdCount(string Clip, long Frame, int Expected, int Counted)
{
    /// <summary>As a part of the expected.</summary>
    internal double Error => (Counted - Expected) / (double)Math.Max(1, Expected);
}
