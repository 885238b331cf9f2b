namespace SafeCity.Edge.Inference.Regions;

/// <summary>A <see cref="SizeGrid"/> as it is saved.</summary>
/// <param name="Version">Of the format.</param>
/// <param name="Cells">Row by row from the top left.</param>
internal sealed record SizeGridFile(int Version, IReadOnlyList<SizeGridCell> Cells)
{
    internal const int NewestVersion = 1;
}
