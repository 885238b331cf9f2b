namespace SafeCity.Edge.Inference.Frames;

/// <summary>How a picture is brought to the size of a model's input.</summary>
public enum TensorFit
{
    /// <summary>The proportions are kept; the rest is padded on both sides.</summary>
    Letterbox,

    /// <summary>The proportions are kept; the rest is padded on the right or below.</summary>
    LetterboxTopLeft,

    /// <summary>Width and height are scaled each by its own factor.</summary>
    Stretch,
}
