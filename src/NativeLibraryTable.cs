using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SafeCity.Edge.Native;

/// <summary>One native library that this assembly binds.</summary>
/// <param name="ImportName">The name used in <c>LibraryImport</c>.</param>
/// <param name="Soname">The versioned file name that is loaded, for example <c>libmosquitto.so.1</c>.</param>
/// <param name="NextStep">What a person does when it is missing.</param>
internal sealed record NativeLibraryEntry(string ImportName, string Soname, string NextStep);

/// <summary>
/// Finds the native libraries of this assembly. The other half of this class, <c>Native/NativeLibraryTable.Entries.cs</c>,
/// is written by each assembly and lists what it binds. Order of search: the folder in <c>SAFECITY_EDGE_NATIVE_DIR</c> (when
/// set, nothing else is tried for a file that exists there), the folder of the program, the system's loader.
/// </summary>
internal static partial class NativeLibraryTable
{
    /// <summary>The environment variable that names a folder searched before all others.</summary>
    internal const string DirectoryVariable = "SAFECITY_EDGE_NATIVE_DIR";

#pragma warning disable CA2255 // The resolver must stand before the first import runs, whichever that is.
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), Resolve);
#pragma warning restore CA2255

    /// <summary>Loads a library by its import name, or throws one message that lists what was tried and the next step.</summary>
    /// <exception cref="DllNotFoundException">Not found in any place, or found and not loadable.</exception>
    internal static IntPtr Load(string importName)
    {
        NativeLibraryEntry entry = Entries.First(e => e.ImportName == importName);
        List<string> tried = [];
        foreach (string candidate in Candidates(entry.Soname))
        {
            if (Path.IsPathRooted(candidate) && !File.Exists(candidate))
            {
                tried.Add($"{candidate} (no such file)");
                continue;
            }
            if (Path.IsPathRooted(candidate) && NativeLibraryFile.Fault(candidate) is { } fault)
            {
                tried.Add($"{candidate} ({fault})");
                break;
            }
            try
            {
                return NativeLibrary.Load(candidate);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                tried.Add($"{candidate} ({LoaderReason(e, candidate)})");
                // A file that was put there on purpose and does not load is a fault to be told, not to be passed over.
                if (Path.IsPathRooted(candidate)) break;
            }
        }
        throw new DllNotFoundException($"native library {entry.Soname} cannot be loaded; tried: {string.Join("; ", tried)}. {entry.NextStep}");
    }

    /// <summary>The file that a loaded library came from, as the kernel knows it; null if it is not loaded.</summary>
    internal static string? LoadedPath(string soname)
    {
        // Debian's files are libavcodec.so.59.37.100 behind the link libavcodec.so.59, but libmosquitto.so.2.0.11 behind libmosquitto.so.1.
        string stem = soname[..(soname.IndexOf(".so", StringComparison.Ordinal) + ".so".Length)];
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            int slash = line.IndexOf('/', StringComparison.Ordinal);
            if (slash >= 0 && Path.GetFileName(line.AsSpan(slash)).StartsWith(stem, StringComparison.Ordinal)) return line[slash..];
        }
        return null;
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        Array.Exists(Entries, e => e.ImportName == name) ? Load(name) : IntPtr.Zero;

    private static IEnumerable<string> Candidates(string soname)
    {
        if (Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } directory) yield return Path.GetFullPath(Path.Combine(directory, soname));
        yield return Path.Combine(AppContext.BaseDirectory, soname);
        yield return soname;
    }

    private static string LoaderReason(Exception e, string candidate) =>
        e is BadImageFormatException ? "not a library of this architecture"
        : Path.IsPathRooted(candidate) ? "the loader refused it: " + e.Message.ReplaceLineEndings(" ").Trim()
        : "not known to the system's loader";
}
