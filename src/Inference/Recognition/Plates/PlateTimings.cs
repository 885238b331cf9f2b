namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>What one call of the recogniser took.</summary>
/// <param name="Total">Its time.</param>
/// <param name="PlateSearches">Crops in which plates were looked for.</param>
/// <param name="TextSearches">Crops in which text was looked for.</param>
/// <param name="Readings">Runs of the first reader.</param>
/// <param name="OtherReadings">Runs of the second reader.</param>
/// <param name="NominalMilliseconds">What these runs take on one quiet x86-64 core, by the pixels of their inputs.</param>
public readonly record struct PlateTimings(
    TimeSpan Total, int PlateSearches, int TextSearches, int Readings, int OtherReadings, double NominalMilliseconds);
