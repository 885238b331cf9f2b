using SafeCity.Edge.Inference.Recognition.Attributes;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The colours of a track in the words of the contract.</summary>
internal static class ColorDescription
{
    private const int ColorsMax = 3;

    /// <summary>Of a person what it wears, of anything else the thing itself; null where no colour was seen.</summary>
    /// <param name="notes">Of the track.</param>
    /// <param name="generalClass">Its general class on the wire.</param>
    internal static EventAttributes? Of(TrackNotes notes, string generalClass)
    {
        List<EventColor>? colors = ColorsOf(notes.Colors), lower = ColorsOf(notes.LowerColors);
        if (colors is null && lower is null) return null;
        return generalClass == "Person" ? new EventAttributes(null, colors, lower) : new EventAttributes(colors);
    }

    private static List<EventColor>? ColorsOf(ColorVotes votes)
    {
        Span<ObjectColor> found = stackalloc ObjectColor[ColorsMax];
        int count = votes.Result(found);
        if (count == 0) return null;
        List<EventColor> colors = new(count);
        foreach (ref readonly ObjectColor color in found[..count])
            colors.Add(new EventColor(color.Name.ToString().ToLowerInvariant(), [color.Red, color.Green, color.Blue], color.Score));
        return colors;
    }
}
