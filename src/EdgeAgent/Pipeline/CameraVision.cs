using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The detectors of one camera; borrowed from <see cref="VisionModels"/>.</summary>
/// <param name="Whole">For whole frames.</param>
/// <param name="Crop">For crops.</param>
/// <param name="Faces">Null: faces are not looked for.</param>
internal sealed record CameraVision(IDetector<Detection> Whole, IDetector<Detection> Crop, IDetector<FaceDetection>? Faces);
