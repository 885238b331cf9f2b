using System.Runtime.InteropServices;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>Imports of libmosquitto 2.0, grouped as in <c>mosquitto.h</c>; native names and types kept.</summary>
internal static partial class Interop
{
    internal static partial class Mosquitto
    {
        private const string Library = MosquittoLibrary.ImportName;

        [LibraryImport(Library)]
        internal static partial int mosquitto_lib_version(out int major, out int minor, out int revision);

        // Not thread-safe: called once, by MosquittoLibrary.
        [LibraryImport(Library)]
        internal static partial int mosquitto_lib_init();

        // These return strings that the library owns.
        [LibraryImport(Library)]
        internal static partial IntPtr mosquitto_strerror(int mosq_errno);

        [LibraryImport(Library)]
        internal static partial IntPtr mosquitto_reason_string(int reason_code);

        [LibraryImport(Library)]
        internal static partial IntPtr mosquitto_connack_string(int connack_code);
    }
}
