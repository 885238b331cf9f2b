namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>What the corners of a line stand round.</summary>
internal enum PlateLineKind
{
    /// <summary>The characters, with the margin of a detector of text.</summary>
    Text,

    /// <summary>A plate with one line.</summary>
    Plate,

    /// <summary>A plate with two lines, one above the other.</summary>
    TwoLinePlate,

    /// <summary>A whole picture so small that it may be nothing but a plate.</summary>
    Picture,
}
