namespace SafeCity.Edge.Inference.Frames;

/// <summary>The luma coefficients by which YCbCr was made from RGB.</summary>
public enum ColorMatrix
{
    /// <summary>ITU-R BT.601: standard definition, and JPEG.</summary>
    Bt601,

    /// <summary>ITU-R BT.709: high definition.</summary>
    Bt709,
}
