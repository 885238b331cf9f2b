using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The detectors of one camera; borrowed from <see cref="VisionModels"/>.</summary>
/// <param name="Whole">For whole frames.</param>
/// <param name="Crop">For crops.</param>
/// <param name="Faces">Null: faces are not looked for.</param>
/// <param name="Guard">The same as <paramref name="Faces"/> for finished pictures, on another thread; null: these are not looked at.</param>
/// <param name="Plates">Null: plates are not read.</param>
internal sealed record CameraVision(IDetector<Detection> Whole, IDetector<Detection> Crop, IDetector<FaceDetection>? Faces, IDetector<FaceDetection>? Guard = null, PlateReadingService? Plates = null);
