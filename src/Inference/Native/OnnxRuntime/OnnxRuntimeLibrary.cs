using System.Runtime.InteropServices;
using SafeCity.Edge.Native;

namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>
/// The one ONNX Runtime of the process: loaded and checked at first use, and its one environment. Neither is ever given back: the
/// library does not support being unloaded, and sessions of any thread may need the environment until the end.
/// </summary>
public static unsafe class OnnxRuntimeLibrary
{
    /// <summary>The versions that this program was built and tested for: any patch release of it.</summary>
    internal const string VersionNeeded = "1.30";

    /// <summary>The table that is asked for. It only grows, so that a later one would do; the check is on the version instead.</summary>
    internal const uint ApiVersion = 30;

    internal const string Soname = "libonnxruntime.so.1";

    // OrtLoggingLevel: only fatal messages go to stderr. Every error also comes back as a status, and is told once, in our words.
    private const int LoggingLevelFatal = 4;

    private static readonly Lock Gate = new();
    private static void** _api;
    private static string _version = "";
    private static OrtEnvHandle? _environment;
    private static IntPtr _defaultAllocator;

    /// <summary>The version of the loaded library, for example <c>1.30.0</c>.</summary>
    /// <exception cref="OnnxRuntimeException">The library is missing or of another version.</exception>
    public static string Version
    {
        get
        {
            _ = Api;
            return _version;
        }
    }

    /// <summary>The file that the library was loaded from.</summary>
    /// <inheritdoc cref="Version" path="/exception" />
    public static string Path
    {
        get
        {
            _ = Api;
            return NativeLibraryTable.LoadedPath(Soname) ?? Soname;
        }
    }

    /// <summary>The table of functions; loads and checks the library the first time.</summary>
    internal static void** Api => _api != null ? _api : Load();

    /// <summary>Borrowed from the library: memory of names and of arrays of outputs.</summary>
    internal static IntPtr DefaultAllocator
    {
        get
        {
            if (_defaultAllocator == IntPtr.Zero)
            {
                IntPtr allocator;
                OrtError.ThrowIfFailed(Interop.OnnxRuntime.GetAllocatorWithDefaultOptions(&allocator), "asking for the allocator");
                _defaultAllocator = allocator;
            }
            return _defaultAllocator;
        }
    }

    /// <summary>The one environment; made at first use.</summary>
    internal static OrtEnvHandle Environment
    {
        get
        {
            lock (Gate) return _environment ??= CreateEnvironment();
        }
    }

    /// <summary>Throws one sentence when a version is not the one that is needed.</summary>
    /// <exception cref="OnnxRuntimeException"><see cref="OnnxErrorKind.LibraryVersion"/>.</exception>
    internal static void RequireVersion(string found, string file)
    {
        if (found.StartsWith(VersionNeeded + ".", StringComparison.Ordinal)) return;
        throw new OnnxRuntimeException(OnnxErrorKind.LibraryVersion,
            $"{file} is ONNX Runtime {found}, and {VersionNeeded}.x is needed: "
            + "run build/setup.sh, which brings it, and remove the other file");
    }

    private static void** Load()
    {
        lock (Gate)
        {
            if (_api != null) return _api;
            OrtApiBase* apiBase = LoadBase();
            string file = NativeLibraryTable.LoadedPath(Soname) ?? Soname;
            string version = Marshal.PtrToStringUTF8((IntPtr)apiBase->GetVersionString()) ?? "unknown";
            RequireVersion(version, file);
            void** api = apiBase->GetApi(ApiVersion);
            if (api == null)
                throw new OnnxRuntimeException(OnnxErrorKind.LibraryVersion, $"{file} has no API {ApiVersion}: run build/setup.sh");
            _version = version;
            return _api = api;
        }
    }

    private static OrtApiBase* LoadBase()
    {
        try
        {
            return Interop.OnnxRuntime.OrtGetApiBase();
        }
        catch (DllNotFoundException e)
        {
            throw new OnnxRuntimeException(OnnxErrorKind.LibraryMissing, e.Message, e);
        }
        catch (EntryPointNotFoundException e)
        {
            string file = NativeLibraryTable.LoadedPath(Soname) ?? Soname;
            throw new OnnxRuntimeException(OnnxErrorKind.LibraryMissing,
                $"{file} is not ONNX Runtime (no OrtGetApiBase in it): remove it and run build/setup.sh", e);
        }
    }

    private static OrtEnvHandle CreateEnvironment()
    {
        IntPtr environment;
        fixed (byte* logId = "safecity-edge\0"u8)
        {
            OrtError.ThrowIfFailed(Interop.OnnxRuntime.CreateEnv(LoggingLevelFatal, logId, &environment), "creating its environment");
        }
        OrtEnvHandle handle = new(environment);
        try
        {
            SharedArena.Register(handle);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
