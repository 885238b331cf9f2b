namespace SafeCity.Edge.Inference.Frames;

/// <summary>A stretch of one axis of a plane, in samples with edges at whole numbers.</summary>
/// <param name="Start">Left or top edge.</param>
/// <param name="Length">Length, above 0.</param>
/// <param name="First">First sample that may be read.</param>
/// <param name="End">One after the last sample that may be read.</param>
internal readonly record struct SampleInterval(double Start, double Length, int First, int End);
