using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// A camera that looks straight down on a road. Detectors are taught from the side: from above they find cars and call them telephones,
/// parking meters or buses. What is neither a person nor an animal nor clothing is a vehicle here; several names of one thing are one, the
/// surest counts. Only for cameras that say so in their settings.
/// </summary>
internal sealed class OverheadView
{
    private const float SameOverlap = 0.6f;

    private static readonly string[] Living =
        ["person", "pedestrian", "rider", "bird", "cat", "dog", "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe", "bicycle", "motorcycle",
         "backpack", "umbrella", "handbag", "tie", "dining table", "bed", "couch"];

    private readonly string[] _names;
    private readonly bool[] _isVehicle;
    private readonly int _car;

    /// <summary>Takes the detector's labels.</summary>
    /// <exception cref="FormatException">It knows no car.</exception>
    internal OverheadView(IReadOnlyList<string> labels)
    {
        _car = labels.ToList().IndexOf("car");
        if (_car < 0) throw new FormatException("'view: overhead' needs a model that knows cars");
        _isVehicle = [.. labels.Select(l => !Living.Contains(l))];
        _names = [.. labels.Where((_, i) => _isVehicle[i])];
    }

    /// <summary>The labels that the scanner must follow for these tracked ones.</summary>
    internal string[] Scanned(IEnumerable<string> classes) => [.. classes.Union(_names)];

    /// <summary>Renames in place and drops the weaker of two names of one thing, best score first as before.</summary>
    /// <returns>How many are left.</returns>
    internal int Apply(Span<Detection> detections)
    {
        int kept = 0;
        foreach (Detection detection in detections)
        {
            Detection renamed = _isVehicle[detection.ClassId] ? detection with { ClassId = _car } : detection;
            if (renamed.ClassId == _car && IsKnown(renamed.Box, detections[..kept])) continue;
            detections[kept++] = renamed;
        }
        return kept;
    }

    private bool IsKnown(in BoundingBox box, ReadOnlySpan<Detection> before)
    {
        foreach (ref readonly Detection other in before)
            if (other.ClassId == _car && BoundingBox.IntersectionOverUnion(box, other.Box) >= SameOverlap) return true;
        return false;
    }
}
