namespace SafeCity.Edge.Agent.Evaluation.Tracks;

/// <summary>One frame.</summary>
/// <param name="Truth">Indices of the labelled objects in it.</param>
/// <param name="Found">Indices of the tracks in it.</param>
/// <param name="Overlaps">Intersection over union of each labelled object (row) and each track (column).</param>
internal sealed record FrameOverlaps(int[] Truth, int[] Found, double[,] Overlaps);
