using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The detectors of one camera with their runs counted; where whole frames and crops share a model, they share the count.</summary>
internal sealed class CountedVision
{
    internal CountedVision(CameraVision vision)
    {
        Whole = new CountedDetector<Detection>(vision.Whole);
        Crop = vision.Crop.Card.Name == vision.Whole.Card.Name ? Whole : new CountedDetector<Detection>(vision.Crop);
        Plates = vision.Plates;
        Guard = vision.Guard is null ? null : new CountedDetector<FaceDetection>(vision.Guard);
        Faces = vision.Faces is null ? null : new CountedDetector<FaceDetection>(vision.Faces);
    }

    internal CountedDetector<Detection> Whole { get; }

    internal CountedDetector<Detection> Crop { get; }

    internal CountedDetector<FaceDetection>? Faces { get; }

    /// <summary>For finished pictures.</summary>
    internal CountedDetector<FaceDetection>? Guard { get; }

    internal PlateReadingService? Plates { get; }

    /// <summary>Runs by the name of the model.</summary>
    internal IEnumerable<(string Model, long Runs)> Runs
    {
        get
        {
            yield return (Whole.Card.Name, Whole.Runs);
            if (!ReferenceEquals(Crop, Whole)) yield return (Crop.Card.Name, Crop.Runs);
            if (Faces is not null) yield return (Faces.Card.Name, Faces.Runs + (Guard?.Runs ?? 0));
        }
    }
}
