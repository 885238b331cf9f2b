namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>How much likelier a line of text on a vehicle is a plate than a name, a slogan or a telephone number, by its characters.</summary>
internal static class PlateOdds
{
    // Vehicles carry words far more often than plates without digits, and numbers somewhat more often than plates without letters.
    private const double LettersOnly = -3, DigitsOnly = -1;

    /// <summary>A natural logarithm: 0 for letters and digits together.</summary>
    internal static double Of(in PlateText text)
    {
        int digits = 0;
        for (int i = 0; i < text.Length; i++)
            if (char.IsAsciiDigit(text[i])) digits++;
        if (digits == 0) return LettersOnly;
        return digits == text.Length ? DigitsOnly : 0;
    }
}
