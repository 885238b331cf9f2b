using System.Reflection;
using System.Runtime.InteropServices;

namespace SafeCity.Edge.Native.Tests;

/// <summary>Every native import of an assembly: also those that the LibraryImport generator made.</summary>
internal static class NativeImports
{
    internal static IReadOnlyList<MethodInfo> Of(Assembly assembly) => [.. assembly.GetTypes().SelectMany(Of)];

    internal static IEnumerable<MethodInfo> Of(Type type) =>
        type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Where(m => m.Attributes.HasFlag(MethodAttributes.PinvokeImpl));

    /// <summary>
    /// Loads the library and looks the function up, without calling it. Null if it is there; else library, function and why.
    /// </summary>
    internal static string? Fault(MethodInfo import)
    {
        try
        {
            Marshal.Prelink(import);
            return null;
        }
        catch (Exception e) when (e is TypeLoadException or BadImageFormatException or MarshalDirectiveException)
        {
            return $"{LibraryOf(import)}!{EntryPointOf(import)}: {e.Message}";
        }
    }

    internal static string LibraryOf(MethodInfo import) => Attribute(import).Value;

    internal static string EntryPointOf(MethodInfo import) => Attribute(import).EntryPoint ?? import.Name;

    // The attribute of an import is rebuilt by reflection from the metadata of the method.
    private static DllImportAttribute Attribute(MethodInfo import) => import.GetCustomAttribute<DllImportAttribute>()!;
}
