using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Why plates are read, and which are looked for. Without a purpose there is no policy, and no plate is read.</summary>
/// <param name="Purpose">As the operator stated it; goes into every event.</param>
/// <param name="Options">Region and models.</param>
/// <param name="Lists">Plates that are looked for.</param>
internal sealed record PlatePolicy(string Purpose, PlateRecognizerOptions Options, IReadOnlyList<PlateList> Lists)
{
    /// <summary>The nearest entry of any list; of equally near ones that of the first list.</summary>
    internal bool TryMatch(in PlateText plate, out PlateMatch match)
    {
        match = default;
        bool found = false;
        foreach (PlateList list in Lists)
        {
            if (!list.TryMatch(plate, out PlateMatch hit) || (found && hit.Distance >= match.Distance)) continue;
            (match, found) = (hit, true);
        }
        return found;
    }
}
