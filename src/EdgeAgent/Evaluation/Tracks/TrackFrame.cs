namespace SafeCity.Edge.Agent.Evaluation.Tracks;

/// <summary>One frame of a sequence: what is labelled and what was tracked. A number occurs at most once in each list.</summary>
internal sealed record TrackFrame(IReadOnlyList<TrackedBox> Truth, IReadOnlyList<TrackedBox> Found);
