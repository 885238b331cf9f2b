using System.Runtime.CompilerServices;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>What a plate says. Held by value; nothing is allocated until a text is asked for as a string.</summary>
public struct PlateReading
{
    private Places _places;

    /// <summary>The text, without separators.</summary>
    public PlateText Text { get; set; }

    /// <summary>How likely the whole text is right, 0..1: calibrated on readings with known truth.</summary>
    public float Confidence { get; set; }

    /// <summary>Mean natural logarithm, over the crops read, of the reader's probability of the text.</summary>
    public float LogReading { get; set; }

    /// <summary>What the formats add to it: <see cref="FormatPrior.LogGain"/>.</summary>
    public float LogGain { get; set; }

    /// <summary>By how much the best text beats the second, natural logarithm.</summary>
    public float Margin { get; set; }

    /// <summary>How many crops were read.</summary>
    public int Crops { get; set; }

    /// <summary>The pattern of the formats that explains it; -1: none. See <see cref="FormatPrior.Country"/>.</summary>
    public int Pattern { get; set; }

    /// <summary>The likeliest characters of a place and their probabilities, best first.</summary>
    /// <param name="place">0 to the text's length - 1.</param>
    public readonly PlacePick this[int place] =>
        place >= 0 && place < Text.Length ? _places[place] : throw new ArgumentOutOfRangeException(nameof(place));

    /// <summary>Sets what <see cref="this[int]"/> tells.</summary>
    internal void SetPlace(int place, in PlacePick pick) => _places[place] = pick;

    [InlineArray(PlateText.LengthMax)]
    private struct Places
    {
        private PlacePick _first;
    }
}
