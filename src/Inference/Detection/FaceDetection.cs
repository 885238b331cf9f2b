using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>
/// A face that was seen in one frame: that there is one and where. It says nothing about the person, and has no place to say it.
/// </summary>
/// <param name="Box">From the brows to the chin, in parts of the frame, clipped to it.</param>
/// <param name="Score">The model's score, 0..1; 0 means that there is no face.</param>
/// <param name="Landmarks">Eyes, nose and mouth, as far as the model gives them.</param>
public readonly record struct FaceDetection(BoundingBox Box, float Score, FaceLandmarks Landmarks)
{
    /// <summary>False for the empty place of a person whose face was not found.</summary>
    public bool IsFound => Score > 0;
}
