namespace SafeCity.Edge.Agent.Evaluation.Tracks;

/// <summary>An object with its number in one frame.</summary>
internal readonly record struct TrackedBox(int Id, PixelBox Box);
