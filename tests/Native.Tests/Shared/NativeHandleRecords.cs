using System.Reflection;

namespace SafeCity.Edge.Native.Tests;

/// <summary>The records of native handles of all three assemblies together.</summary>
internal static class NativeHandleRecords
{
    private static readonly Type[] Records =
        [.. ProductAssemblies.All.Select(a => a.GetType("SafeCity.Edge.Native.NativeHandleRecord", throwOnError: true)!)];

    /// <summary>Makes leaked handles tell where they were created.</summary>
    internal static void TraceOrigins()
    {
        foreach (Type record in Records) Property(record, "TraceOrigins").SetValue(null, true);
    }

    internal static int LeakCount() => Records.Sum(r => (int)Property(r, "LeakCount").GetValue(null)!);

    internal static IReadOnlyList<string> Leaks() => [.. Records.SelectMany(r => (string[])Property(r, "Leaks").GetValue(null)!)];

    /// <summary>Live handles by assembly and type name.</summary>
    internal static IReadOnlyDictionary<string, int> Live() =>
        Records.SelectMany(LiveOf).ToDictionary();

    /// <summary>Runs the finalizers of everything that is no longer referenced.</summary>
    internal static void RunFinalizers()
    {
        // Twice: a finalizer may let go of the last reference to another object with a finalizer.
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static IEnumerable<KeyValuePair<string, int>> LiveOf(Type record)
    {
        object live = record.GetMethod("LiveHandles", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, null)!;
        string assembly = record.Assembly.GetName().Name!;
        return ((IReadOnlyDictionary<string, int>)live).Select(pair => KeyValuePair.Create($"{assembly}:{pair.Key}", pair.Value));
    }

    private static PropertyInfo Property(Type record, string name) =>
        record.GetProperty(name, BindingFlags.Static | BindingFlags.NonPublic)!;
}
