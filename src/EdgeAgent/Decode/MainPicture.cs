namespace SafeCity.Edge.Agent.Decode;

/// <summary>Whether a picture of the main stream was found.</summary>
internal enum MainPicture
{
    /// <summary>The frame holds it.</summary>
    Decoded,

    /// <summary>There is no connection, or nothing that can be decoded has come yet: use the sub-stream's pixels.</summary>
    Away,

    /// <summary>The ring does not reach back so far, or there is a gap.</summary>
    TooOld,

    /// <summary>The main stream has not come so far yet: ask again a moment later.</summary>
    NotYet,

    /// <summary>Its packets are damaged, or its format cannot be converted.</summary>
    Damaged,

    /// <summary>It was decoded, but its sides are in another proportion than the sub-stream's: boxes of one do not fit the other.</summary>
    OtherAspect,
}
