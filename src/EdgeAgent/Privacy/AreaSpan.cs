namespace SafeCity.Edge.Agent.Privacy;

/// <summary>Pixels in two rows.</summary>
/// <param name="Row">The upper one, even.</param>
/// <param name="Left">First pixel, even.</param>
/// <param name="Right">Pixel after the last; even, or the picture's width.</param>
internal readonly record struct AreaSpan(int Row, int Left, int Right);
