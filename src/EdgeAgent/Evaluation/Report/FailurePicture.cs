using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Evaluation.Report;

/// <summary>What is drawn of one failure.</summary>
/// <param name="Name">Of the picture or frame.</param>
/// <param name="Caption">What is wrong, in a sentence.</param>
/// <param name="Boxes">In parts of the picture.</param>
/// <param name="Masks">Parts that are made unrecognisable: heads and faces.</param>
internal sealed record FailurePicture(string Name, string Caption, IReadOnlyList<LabelledBox> Boxes, IReadOnlyList<BoundingBox> Masks)
{
    /// <summary>The part of the picture that is shown, in parts of it; null for all.</summary>
    internal BoundingBox? Part { get; init; }
}
