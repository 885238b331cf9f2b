namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>What a model's class scores still need; the numbers are those of the parameter <c>activation</c> of a card.</summary>
internal enum ScoreActivation
{
    /// <summary>Nothing: they are probabilities.</summary>
    None = 0,

    /// <summary>A softmax over the classes, the background among them.</summary>
    Softmax = 1,

    /// <summary>A sigmoid each.</summary>
    Sigmoid = 2,
}
