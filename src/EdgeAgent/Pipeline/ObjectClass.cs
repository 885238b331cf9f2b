using System.Collections.Frozen;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The names of the wire for the labels of COCO: general to particular, as ONVIF's object classes do.</summary>
internal static class ObjectClass
{
    /// <summary>What is tracked and reported unless the operator chooses otherwise.</summary>
    internal static readonly string[] TrackedByDefault = ["person", "bicycle", "car", "motorcycle", "bus", "truck"];

    private static readonly FrozenDictionary<string, string[]> Names = new Dictionary<string, string[]>
    {
        ["person"] = ["Person"],
        ["bicycle"] = ["Vehicle", "Bicycle"],
        ["car"] = ["Vehicle", "Car"],
        ["motorcycle"] = ["Vehicle", "Motorcycle"],
        ["bus"] = ["Vehicle", "Bus"],
        ["train"] = ["Vehicle", "Train"],
        ["truck"] = ["Vehicle", "Truck"],
        ["boat"] = ["Vehicle", "Boat"],
    }.ToFrozenDictionary();

    /// <summary>Class names for the wire, the most general first; a label without an entry stands for itself.</summary>
    internal static IReadOnlyList<string> WireNames(string label) =>
        Names.TryGetValue(label, out string[]? names) ? names : [string.Concat(label[..1].ToUpperInvariant(), label.AsSpan(1))];
}
