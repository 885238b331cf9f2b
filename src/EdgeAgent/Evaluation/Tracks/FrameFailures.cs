namespace SafeCity.Edge.Agent.Evaluation.Tracks;

/// <summary>What is wrong in one frame, as positions in the lists of its <see cref="FrameOverlaps"/>.</summary>
internal sealed record FrameFailures(List<int> Misses, List<int> FalsePositives, List<(int Truth, int Found)> Switches)
{
    internal bool Any => Misses.Count + FalsePositives.Count + Switches.Count > 0;
}
