using System.Reflection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Native.Tests;

/// <summary>The three assemblies of the product, and what is compiled into each of them under one name (reached by reflection).</summary>
internal static class ProductAssemblies
{
    internal static Assembly Inference { get; } = typeof(MediaTime).Assembly;

    internal static Assembly Transport { get; } = typeof(StreamKey).Assembly;

    internal static Assembly EdgeAgent { get; } = Assembly.Load("safecity-edge");

    internal static IReadOnlyList<Assembly> All { get; } = [Inference, Transport, EdgeAgent];

    /// <summary>The import names in an assembly's table of native libraries.</summary>
    internal static IReadOnlyList<string> LibraryNames(Assembly assembly)
    {
        Type table = assembly.GetType("SafeCity.Edge.Native.NativeLibraryTable", throwOnError: true)!;
        var entries = (Array)table.GetField("Entries", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        return [.. entries.Cast<object>().Select(e => (string)e.GetType().GetProperty("ImportName")!.GetValue(e)!)];
    }

    /// <summary>
    /// Structs of the native rooms that C reads or writes. Not meant: a readonly struct (a value of ours) and a struct without fields
    /// (an opaque type, only pointed to).
    /// </summary>
    internal static IEnumerable<Type> NativeStructs() =>
        All.SelectMany(a => a.GetTypes()).Where(t =>
            t.IsValueType && !t.IsEnum && !t.IsPrimitive && !t.IsNested && !t.IsGenericType
            && (t.Namespace?.Contains(".Native.", StringComparison.Ordinal) ?? false)
            && t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length > 0
            && !t.CustomAttributes.Any(a => a.AttributeType.Name == "IsReadOnlyAttribute"));
}
