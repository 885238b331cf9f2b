namespace SafeCity.Edge.ModelConverter;

/// <summary>What the converter returns to the shell; listed in <c>models/README.md</c>.</summary>
internal static class ExitCodes
{
    /// <summary>Every file is there and, with cards, has the hash of its card.</summary>
    internal const int Done = 0;

    /// <summary>The model, its weights or a file system object is not usable; nothing half-written is left.</summary>
    internal const int Refused = 1;

    /// <summary>The command line is wrong.</summary>
    internal const int Usage = 2;

    /// <summary>The conversion worked and gave other bytes than the card promises.</summary>
    internal const int HashDiffers = 3;
}
