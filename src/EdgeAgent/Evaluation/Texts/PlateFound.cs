namespace SafeCity.Edge.Agent.Evaluation.Texts;

/// <summary>A plate that was found in a picture.</summary>
/// <param name="Box">Where, in pixels.</param>
/// <param name="Text">The reading; empty when there is none.</param>
/// <param name="Score">0..1; of several readings the best counts.</param>
internal readonly record struct PlateFound(PixelBox Box, string Text, double Score);
