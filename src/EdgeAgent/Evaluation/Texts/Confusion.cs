namespace SafeCity.Edge.Agent.Evaluation.Texts;

/// <summary>A sign that was read for another one.</summary>
internal readonly record struct Confusion(char Truth, char Read, int Times);
