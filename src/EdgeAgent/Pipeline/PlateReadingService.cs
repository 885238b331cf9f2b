namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>How plates are read in a run, the same for all cameras.</summary>
/// <param name="Recognizer">Shared.</param>
/// <param name="Policy">Why, and which are looked for.</param>
internal sealed record PlateReadingService(SharedPlateRecognizer Recognizer, PlatePolicy Policy);
