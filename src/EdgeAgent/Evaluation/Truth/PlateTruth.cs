namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>A labelled plate.</summary>
/// <param name="Picture">File name of its picture.</param>
/// <param name="Box">Where; null for a picture that shows nothing but the plate.</param>
/// <param name="Text">As labelled, without signs that are no letters or digits, in capitals.</param>
internal sealed record PlateTruth(string Picture, PixelBox? Box, string Text);
