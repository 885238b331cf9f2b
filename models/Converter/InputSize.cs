using System.Globalization;

namespace SafeCity.Edge.ModelConverter;

/// <summary>Size of the image a converted model takes, in pixels, width first as people say it.</summary>
internal readonly record struct InputSize(int Width, int Height)
{
    /// <summary>The backbone halves the image five times, so both sides must divide by 2^5.</summary>
    internal const int Multiple = 32;

    /// <summary>Above this a side is surely a typing error: 4096 x 4096 already needs gigabytes of activations.</summary>
    internal const int SideMax = 4096;

    /// <summary>Reads <c>640x384</c> (width x height).</summary>
    /// <exception cref="ConversionException">Not two numbers, not multiples of 32, or out of range.</exception>
    internal static InputSize Parse(string text)
    {
        string[] parts = text.Split('x');
        if (parts.Length != 2
            || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int height))
        {
            throw new ConversionException($"size '{text}' is not WIDTHxHEIGHT: write it as 640x384", ExitCodes.Usage);
        }
        if (width % Multiple != 0 || height % Multiple != 0 || width is < Multiple or > SideMax || height is < Multiple or > SideMax)
        {
            throw new ConversionException(
                $"size '{text}' cannot be converted: both sides must be multiples of {Multiple} from {Multiple} to {SideMax}",
                ExitCodes.Usage);
        }
        return new InputSize(width, height);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");
}
