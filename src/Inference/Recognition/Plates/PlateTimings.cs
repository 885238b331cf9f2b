namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>What one call of the recogniser took.</summary>
/// <param name="Total">Its time.</param>
/// <param name="TextSearches">Crops in which text was looked for.</param>
/// <param name="Readings">Runs of the reader.</param>
/// <param name="NominalMilliseconds">What these runs take on one quiet x86-64 core, by the pixels of their inputs.</param>
public readonly record struct PlateTimings(TimeSpan Total, int TextSearches, int Readings, double NominalMilliseconds);
