namespace SafeCity.Edge.Inference.Detection;

/// <summary>Which landmarks a model gives.</summary>
public enum LandmarkSet
{
    /// <summary>A box only.</summary>
    None,

    /// <summary>Eyes, nose, and the centre of the mouth in the place of its corners.</summary>
    MouthCenter,

    /// <summary>Eyes, nose and the corners of the mouth.</summary>
    MouthCorners,
}
