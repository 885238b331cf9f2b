using System.Text.Json.Serialization;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>What one cell of a <see cref="SizeGrid"/> has learned, in heights of the frame.</summary>
/// <param name="Count">Sightings.</param>
/// <param name="Mean">Mean longest side.</param>
/// <param name="Deviation">Mean absolute deviation from it.</param>
[method: JsonConstructor]
internal readonly record struct SizeGridCell(int Count, float Mean, float Deviation)
{
    /// <summary>Above any side: the widest frames are some four heights wide.</summary>
    internal const float SideMax = 8;

    internal bool IsSound => Count >= 0 && Mean is >= 0 and <= SideMax && Deviation is >= 0 and <= SideMax;
}
