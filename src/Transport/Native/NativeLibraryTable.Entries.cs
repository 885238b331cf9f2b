namespace SafeCity.Edge.Native;

internal static partial class NativeLibraryTable
{
    private static readonly NativeLibraryEntry[] Entries =
    [
        new("mosquitto", "libmosquitto.so.1", "Install it: apt-get install libmosquitto1"),
    ];
}
