using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>One thing a detector saw in one frame.</summary>
/// <param name="Box">Where, in parts of the frame, clipped to it.</param>
/// <param name="Score">The model's score, 0..1.</param>
/// <param name="ClassId">Index into the labels of the model's card.</param>
public readonly record struct Detection(BoundingBox Box, float Score, int ClassId);
