using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>A line of text or a plate that may be read, and whose it is.</summary>
/// <param name="Quad">Its corners in parts of the frame.</param>
/// <param name="Score">Of the detector that saw it, 0..1.</param>
/// <param name="Kind">What the corners stand round.</param>
/// <param name="Vehicle">Index among the given vehicles of the one it belongs to; -1: none.</param>
/// <param name="Preference">How much it looks like a plate before it is read; a logarithm, larger is better.</param>
internal readonly record struct PlateLine(Quad Quad, float Score, PlateLineKind Kind, int Vehicle = -1, float Preference = 0)
{
    /// <summary>Whether the plate's own corners are known.</summary>
    internal bool IsPlate => Kind != PlateLineKind.Text;
}
