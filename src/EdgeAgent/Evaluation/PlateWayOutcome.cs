using SafeCity.Edge.Agent.Evaluation.Texts;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>What became of one labelled plate in one way to read it.</summary>
/// <param name="Picture">File name of its picture.</param>
/// <param name="Width">Of the labelled plate, in pixels.</param>
/// <param name="Outcome">The reading that counts for it.</param>
/// <param name="Confidence">Of that reading; 0 where there is none.</param>
internal sealed record PlateWayOutcome(string Picture, double Width, PlateOutcome Outcome, double Confidence);
