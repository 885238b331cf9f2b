using SafeCity.Edge.Agent.Evaluation.Texts;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Looks at a picture and says which plates are in it, in its pixels.</summary>
internal delegate IReadOnlyList<PlateFound> PlateReader(in ImageView picture);
