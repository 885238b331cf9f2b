using SafeCity.Edge.Native;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Loads libav once and refuses any but the major versions whose structures this room declares.</summary>
internal static class AvLibraries
{
    private static readonly Lock Gate = new();
    private static AvLibrary[]? _loaded;

    /// <summary>The four libraries, loading them if they are not yet.</summary>
    /// <exception cref="DllNotFoundException">One cannot be loaded; the message lists what was tried and the next step.</exception>
    /// <exception cref="NotSupportedException">One has another major version; the message says which and what to install.</exception>
    internal static IReadOnlyList<AvLibrary> All => EnsureLoaded();

    /// <summary>Loads and checks; quick when it was done before.</summary>
    internal static IReadOnlyList<AvLibrary> EnsureLoaded()
    {
        lock (Gate)
        {
            if (_loaded is not null) return _loaded;
            // An import would hide the resolver's message in a nested exception: load by name first.
            foreach (string name in (ReadOnlySpan<string>)["avutil", "avcodec", "avformat", "swscale"]) NativeLibraryTable.Load(name);
            AvLibrary[] found =
            [
                Checked("avformat", Interop.AvFormat.avformat_version(), 59),
                Checked("avcodec", Interop.AvCodec.avcodec_version(), 59),
                Checked("avutil", Interop.Av.avutil_version(), 57),
                Checked("swscale", Interop.SwScale.swscale_version(), 6),
            ];
            AvLog.Install();
            return _loaded = found;
        }
    }

    /// <summary>Compares the packed version (major, minor, micro in 16, 8, 8 bits) with the major that the structures fit.</summary>
    internal static AvLibrary Checked(string name, uint packed, int majorExpected)
    {
        Version version = new((int)(packed >> 16), (int)((packed >> 8) & 0xff), (int)(packed & 0xff));
        string soname = $"lib{name}.so.{majorExpected}";
        string? path = NativeLibraryTable.LoadedPath(soname);
        if (version.Major == majorExpected) return new AvLibrary(name, version, path);
        throw new NotSupportedException(
            $"native library lib{name} is version {version} ({path ?? "path unknown"}), and this agent fits "
            + $"{majorExpected}.x (FFmpeg 5.1): install it with apt-get install lib{name}{majorExpected}, "
            + $"or unset {NativeLibraryTable.DirectoryVariable}");
    }
}
