namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>Neighbouring pixels of one row above a threshold.</summary>
/// <param name="Row">The row.</param>
/// <param name="Start">First column.</param>
/// <param name="End">One after the last column.</param>
internal readonly record struct PixelRun(int Row, int Start, int End);
