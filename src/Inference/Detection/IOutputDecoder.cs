using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>Turns the raw outputs of one kind of model into what it found. Not thread-safe; allocates nothing.</summary>
/// <typeparam name="T">What the model finds.</typeparam>
internal interface IOutputDecoder<T>
    where T : struct
{
    /// <summary>Decodes the outputs of the last run, drops overlapping results and writes the rest, best first.</summary>
    /// <param name="outputs">The outputs in the order of the card.</param>
    /// <param name="transform">From input pixels to parts of the frame.</param>
    /// <param name="limits">Thresholds; the score threshold is above 0.</param>
    /// <param name="results">Takes the best ones.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ModelOutputException">A score is not a probability, or a coordinate is not finite.</exception>
    int Decode(ModelOutputs outputs, in LetterboxTransform transform, DetectorLimits limits, Span<T> results);
}
