using System.Collections.Concurrent;
using System.Diagnostics;

namespace SafeCity.Edge.Native;

/// <summary>
/// Counts the native handles of this assembly: how many of each type stand, and which were left to the finalizer (a leak: some
/// caller forgot to dispose). Read by tests and by the diagnostics; costs two interlocked additions a handle.
/// </summary>
internal static class NativeHandleRecord
{
    /// <summary>Leaks kept with their text; beyond it they are only counted.</summary>
    internal const int LeaksKeptMax = 64;

    private static readonly ConcurrentDictionary<string, Counter> LiveByType = new(StringComparer.Ordinal);
    private static readonly ConcurrentQueue<string> KeptLeaks = new();
    private static int _leakCount;

    /// <summary>Tests set it: a leaked handle then tells where it was created. Slow, off in the product.</summary>
    internal static bool TraceOrigins { get; set; }

    /// <summary>Handles released by their finalizer since the process began.</summary>
    internal static int LeakCount => Volatile.Read(ref _leakCount);

    /// <summary>One text a leak, oldest first: type and, with <see cref="TraceOrigins"/>, where it was created.</summary>
    internal static string[] Leaks => [.. KeptLeaks];

    /// <summary>How many handles of a type (its short name) were created and neither disposed nor finalized.</summary>
    internal static int Live(string typeName) => LiveByType.TryGetValue(typeName, out Counter? count) ? Volatile.Read(ref count.Value) : 0;

    /// <summary>Live handles by type, types with none left out.</summary>
    internal static IReadOnlyDictionary<string, int> LiveHandles() =>
        LiveByType.Where(pair => Volatile.Read(ref pair.Value.Value) != 0).ToDictionary(pair => pair.Key, pair => pair.Value.Value);

    internal static void Created(Type type) => Interlocked.Increment(ref CountOf(type).Value);

    internal static void Gone(Type type) => Interlocked.Decrement(ref CountOf(type).Value);

    internal static void ReleasedByFinalizer(Type type, StackTrace? origin)
    {
        Interlocked.Increment(ref _leakCount);
        // Bounded: a leak in a long run must not become a second one.
        if (KeptLeaks.Count < LeaksKeptMax)
            KeptLeaks.Enqueue(origin is null ? type.Name : $"{type.Name} created{Environment.NewLine}{origin}");
    }

    private static Counter CountOf(Type type) => LiveByType.GetOrAdd(type.Name, static _ => new Counter());

    private sealed class Counter
    {
        internal int Value;
    }
}
