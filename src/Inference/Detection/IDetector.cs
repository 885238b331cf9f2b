using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>Finds things in a picture: objects, faces or text, as its model's card says. Not thread-safe: one caller at a time.</summary>
/// <typeparam name="T">What it finds, for example <see cref="Detection"/>; in parts of the whole frame, whatever the region was.</typeparam>
public interface IDetector<T> : IDisposable
    where T : struct
{
    /// <summary>The model behind it.</summary>
    ModelCard Card { get; }

    /// <summary>How long the stages of the last <see cref="Detect"/> took.</summary>
    DetectorTimings LastTimings { get; }

    /// <summary>
    /// Looks at a part of the picture and writes what it sees, best score first, after non-maximum suppression. Allocates nothing.
    /// </summary>
    /// <param name="image">The picture.</param>
    /// <param name="region">The part of it, inside the picture; pixels outside have no influence.</param>
    /// <param name="results">Takes what is found.</param>
    /// <returns>How many were written; when there are more than the span holds, the best ones.</returns>
    /// <exception cref="ModelOutputException">The model gave numbers that cannot be its answer.</exception>
    int Detect(in ImageView image, PixelRectangle region, Span<T> results);
}
