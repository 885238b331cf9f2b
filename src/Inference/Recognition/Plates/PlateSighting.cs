using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>One plate in one picture.</summary>
public readonly record struct PlateSighting
{
    /// <summary>Index of the vehicle's box as given; -1 where it was found without one.</summary>
    public int Vehicle { get; init; }

    /// <summary>Corners of the line of text in parts of the frame.</summary>
    public Quad Line { get; init; }

    /// <summary>The plate's box, estimated from its line, in parts of the frame.</summary>
    public BoundingBox Plate { get; init; }

    /// <summary>Length of the line in pixels of the picture.</summary>
    public float LinePixels { get; init; }

    /// <summary>How steep its edges are, 0..1: see <see cref="LineSharpness"/>.</summary>
    public float Sharpness { get; init; }

    /// <summary>Score of the text detector, 0..1.</summary>
    public float DetectorScore { get; init; }

    /// <summary>What it says.</summary>
    public PlateReading Reading { get; init; }
}
