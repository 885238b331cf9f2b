namespace SafeCity.Edge.Inference.Detection;

/// <summary>
/// Which classes may flip on one object. A detector says car in one frame and truck in the next, of the same thing; it does not
/// say person of a car. A track stays in its group, and its class is voted within it; of two boxes over one vehicle one is kept.
/// </summary>
public sealed class ClassGroups
{
    private const byte Other = 0;
    private const byte Person = 1;
    private const byte Vehicle = 2;

    // COCO's names and those of common street detectors.
    private static readonly HashSet<string> PersonLabels = ["person", "pedestrian", "rider"];
    private static readonly HashSet<string> VehicleLabels =
        ["bicycle", "car", "motorcycle", "motorbike", "bus", "train", "truck", "van", "trailer", "vehicle"];

    private readonly byte[] _groups;

    private ClassGroups(byte[] groups) => _groups = groups;

    /// <summary>The 80 classes of COCO in their usual order.</summary>
    public static ClassGroups Coco80 { get; } = BuildCoco();

    /// <summary>How many classes there are.</summary>
    public int ClassCount => _groups.Length;

    /// <summary>Groups by name: persons, vehicles, all others.</summary>
    public static ClassGroups FromLabels(IReadOnlyList<string> labels) =>
        new([.. labels.Select(l => PersonLabels.Contains(l) ? Person : VehicleLabels.Contains(l) ? Vehicle : Other)]);

    /// <summary>True if both classes are in one group.</summary>
    public bool SameGroup(int classA, int classB) => _groups[classA] == _groups[classB];

    /// <summary>
    /// The number that two classes share if boxes of them over one place are one object. A handbag on a chair is two: outside persons
    /// and vehicles every class stands for itself.
    /// </summary>
    internal int SuppressionGroup(int classId) => _groups[classId] == Other ? classId : -_groups[classId];

    private static ClassGroups BuildCoco()
    {
        byte[] groups = new byte[80];
        groups[0] = Person;
        // bicycle, car, motorcycle, (airplane), bus, train, truck
        foreach (int vehicle in (ReadOnlySpan<int>)[1, 2, 3, 5, 6, 7]) groups[vehicle] = Vehicle;
        return new ClassGroups(groups);
    }
}
