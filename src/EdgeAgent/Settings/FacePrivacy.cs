namespace SafeCity.Edge.Agent.Settings;

/// <summary>What becomes of heads in pictures that leave the box.</summary>
internal enum FacePrivacy
{
    /// <summary>Behind a mosaic. The default.</summary>
    Blurred,

    /// <summary>As they are; needs a stated purpose.</summary>
    Kept,
}
