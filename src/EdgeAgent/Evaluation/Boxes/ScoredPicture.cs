namespace SafeCity.Edge.Agent.Evaluation.Boxes;

/// <summary>What one picture shows and what was found in it.</summary>
internal sealed record ScoredPicture(string Name, IReadOnlyList<BoxTruth> Truth, IReadOnlyList<BoxFound> Found);
