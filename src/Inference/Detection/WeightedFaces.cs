using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>A sum of detections of one face, weighted by their scores.</summary>
internal struct WeightedFaces
{
    private float _weight, _x, _y, _right, _bottom;
    private FaceLandmarks _landmarks;

    internal void Add(in FaceDetection face)
    {
        _weight += face.Score;
        _x += face.Score * face.Box.X;
        _y += face.Score * face.Box.Y;
        _right += face.Score * face.Box.Right;
        _bottom += face.Score * face.Box.Bottom;
        _landmarks = FaceLandmarks.AddWeighted(_landmarks, face.Landmarks, face.Score);
    }

    /// <summary>The mean, with a score of one's choice.</summary>
    internal readonly FaceDetection Mean(float score)
    {
        float scale = 1 / _weight;
        BoundingBox box = new(_x * scale, _y * scale, (_right - _x) * scale, (_bottom - _y) * scale);
        return new FaceDetection(box, score, FaceLandmarks.AddWeighted(default, _landmarks, scale));
    }
}
