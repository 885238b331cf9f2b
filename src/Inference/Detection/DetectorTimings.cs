namespace SafeCity.Edge.Inference.Detection;

/// <summary>Durations of one detection: scaling and colour conversion into the tensor, the model itself, decoding of its outputs.</summary>
public readonly record struct DetectorTimings(TimeSpan Preprocess, TimeSpan Inference, TimeSpan Decode);
