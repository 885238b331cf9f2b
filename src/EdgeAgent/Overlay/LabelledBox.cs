using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Overlay;

/// <summary>A box to be drawn; in parts of the picture.</summary>
internal readonly record struct LabelledBox(BoundingBox Box, string Label, OverlayColor Color);
