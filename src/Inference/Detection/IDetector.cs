using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>Finds objects in a picture. Not thread-safe: one caller at a time.</summary>
public interface IDetector : IDisposable
{
    /// <summary>The model behind it.</summary>
    ModelCard Card { get; }

    /// <summary>How long the stages of the last <see cref="Detect"/> took.</summary>
    DetectorTimings LastTimings { get; }

    /// <summary>
    /// Looks at the whole picture and writes what it sees, best score first, after non-maximum suppression. Allocates nothing.
    /// </summary>
    /// <returns>How many were written; when there are more than the span holds, the best ones.</returns>
    int Detect(in ImageView image, Span<Detection> detections);
}
