using SafeCity.Edge.Native;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>The libmosquitto that this process uses.</summary>
public static class MosquittoLibrary
{
    internal const string ImportName = "mosquitto";

    // The soname libmosquitto.so.1 is a link; the file behind it carries the version of the release, libmosquitto.so.2.0.11.
    private const string FileStem = "libmosquitto.so.";

    // mosquitto_lib_init is not thread-safe and is needed once a process; it is never undone, as the product always has a client.
    private static readonly Lazy<Version> Loaded = new(Load);

    /// <summary>Its version; loads it when that has not happened.</summary>
    /// <exception cref="DllNotFoundException">It is missing, or its version is not 2.x; the message says what to do.</exception>
    public static Version Version => Loaded.Value;

    /// <summary>The file it was loaded from; null before the first use.</summary>
    public static string? Path => NativeLibraryTable.LoadedPath(FileStem);

    /// <summary>Throws when the version is not one that the imports are written for.</summary>
    internal static void Require(Version version)
    {
        // 2.x has one ABI (soname 1): 1.6 lacks the options by number that we set. Proven with 2.0.11.
        if (version.Major != 2)
            throw new DllNotFoundException($"libmosquitto {version} at {Path ?? FileStem + "1"} cannot be used: version 2 is needed " +
                "(2.0.11 is proven). Install it: apt-get install libmosquitto1");
    }

    private static Version Load()
    {
        Interop.Mosquitto.mosquitto_lib_version(out int major, out int minor, out int revision);
        Version version = new(major, minor, revision);
        Require(version);
        MqttError.ThrowIfFailed(Interop.Mosquitto.mosquitto_lib_init(), "starting libmosquitto");
        return version;
    }
}
