using SafeCity.Edge.Native;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>The SQLite that this process uses; it comes with the package, not from the system.</summary>
public static class SqliteLibrary
{
    private const string Soname = "libe_sqlite3.so";

    // Loading is the package's business; it must have happened before the path is known.
    private static readonly Lazy<string> Loaded = new(() =>
    {
        SQLitePCL.Batteries_V2.Init();
        return SQLitePCL.raw.sqlite3_libversion().utf8_to_string();
    });

    /// <summary>Its version; loads it when that has not happened.</summary>
    /// <exception cref="DllNotFoundException">It is missing.</exception>
    public static string Version => Loaded.Value;

    /// <summary>The file it was loaded from; null before the first use.</summary>
    public static string? Path => NativeLibraryTable.LoadedPath(Soname);
}
