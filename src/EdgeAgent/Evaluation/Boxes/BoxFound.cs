namespace SafeCity.Edge.Agent.Evaluation.Boxes;

/// <summary>One found object of a picture.</summary>
internal readonly record struct BoxFound(PixelBox Box, int ClassId, double Score);
