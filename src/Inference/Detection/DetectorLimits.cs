using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>Thresholds of one detection.</summary>
/// <param name="ScoreThreshold">Score from which a peak is a detection, above 0 up to 1.</param>
/// <param name="OverlapMax">Intersection over union above which the weaker of two boxes of a class is dropped.</param>
/// <param name="ByGroup">Boxes of different classes of one group (<see cref="ClassGroups"/>) suppress each other too.</param>
internal readonly record struct DetectorLimits(float ScoreThreshold, float OverlapMax, bool ByGroup = true)
{
    /// <summary>The options' values, or the card's where there are none.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal static DetectorLimits From(ModelCard card, DetectorOptions options)
    {
        float score = options.ScoreThreshold ?? card.ScoreThreshold, overlap = options.OverlapMax ?? card.NmsThreshold;
        if (!(score is > 0 and <= 1)) throw new ArgumentException($"the score threshold of {card.Name} is {score}: use more than 0 up to 1", nameof(options));
        if (!(overlap is >= 0 and <= 1)) throw new ArgumentException($"the overlap limit of {card.Name} is {overlap}: use 0 to 1", nameof(options));
        return new DetectorLimits(score, overlap, options.SuppressByGroup);
    }
}
