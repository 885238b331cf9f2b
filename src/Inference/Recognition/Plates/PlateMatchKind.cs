namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>How a plate is on a list.</summary>
public enum PlateMatchKind
{
    /// <summary>Character by character.</summary>
    Exact,

    /// <summary>Near enough to be the same plate, read wrongly.</summary>
    Fuzzy,
}
