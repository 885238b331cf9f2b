namespace SafeCity.Edge.Agent.Evaluation.Boxes;

/// <summary>How well one class is found; 0..1.</summary>
/// <param name="ClassId">The class.</param>
/// <param name="Truths">Labelled objects that count.</param>
/// <param name="Ap">Mean over the overlaps 0.5, 0.55 .. 0.95.</param>
/// <param name="Ap50">At an overlap of 0.5.</param>
/// <param name="Ap75">At an overlap of 0.75.</param>
/// <param name="Recall">Mean over the overlaps of the recall when all found boxes are taken.</param>
internal sealed record ClassScore(int ClassId, int Truths, double Ap, double Ap50, double Ap75, double Recall);
