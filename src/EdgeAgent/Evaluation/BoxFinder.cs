using SafeCity.Edge.Agent.Evaluation.Boxes;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Looks at a picture and says which objects or faces are in it, in its pixels.</summary>
internal delegate IReadOnlyList<BoxFound> BoxFinder(in ImageView picture);
