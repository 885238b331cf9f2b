namespace SafeCity.Edge.Inference.Recognition.Attributes;

/// <summary>
/// The 13 names in which traffic and retail analytics report colours: the eleven basic terms that languages share (Berlin and Kay, "Basic
/// Color Terms", 1969), and beige and cyan, whose cars and clothes otherwise fall now to the one and now to the other neighbour. Silver
/// and gold are no names of their own: they are a gloss, and a picture of one moment shows them as grey, white or beige.
/// </summary>
public enum ColorName
{
    /// <summary>Black.</summary>
    Black,

    /// <summary>Grey, and silver.</summary>
    Gray,

    /// <summary>White.</summary>
    White,

    /// <summary>Red, also dark red.</summary>
    Red,

    /// <summary>Orange.</summary>
    Orange,

    /// <summary>Brown.</summary>
    Brown,

    /// <summary>Beige, sand, and gold.</summary>
    Beige,

    /// <summary>Yellow.</summary>
    Yellow,

    /// <summary>Green, olive.</summary>
    Green,

    /// <summary>Cyan, turquoise, teal.</summary>
    Cyan,

    /// <summary>Blue, also dark blue.</summary>
    Blue,

    /// <summary>Purple, violet.</summary>
    Purple,

    /// <summary>Pink.</summary>
    Pink,
}
