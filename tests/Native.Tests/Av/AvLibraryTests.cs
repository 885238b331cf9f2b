using SafeCity.Edge.Agent.Native.Av;

namespace SafeCity.Edge.Native.Tests.Av;

public sealed class AvLibraryTests
{
    [Fact]
    public void Libraries_tell_name_version_and_file()
    {
        IReadOnlyList<AvLibrary> all = AvLibraries.All;
        Assert.Equal(["avformat 59", "avcodec 59", "avutil 57", "swscale 6"], all.Select(l => $"{l.Name} {l.Version.Major}"));
        Assert.All(all, l => Assert.Contains($"lib{l.Name}.so.{l.Version.Major}", Path.GetFileName(l.Path), StringComparison.Ordinal));
    }

    [Fact]
    public void Packed_version_is_unpacked() =>
        Assert.Equal(new Version(57, 28, 100), AvLibraries.Checked("avutil", (57 << 16) | (28 << 8) | 100, 57).Version);

    [Fact]
    public async Task Library_of_another_major_version_is_refused_by_name_and_number()
    {
        using TemporaryFolder folder = new();
        CCompiler.MakeLibrary("unsigned avformat_version(void) { return 60 << 16 | 3 << 8 | 100; }\n", folder.File("libavformat.so.59"));
        ChildResult result = await Load(folder);
        Assert.Equal(1, result.ExitCode);
        string file = folder.File("libavformat.so.59");
        Assert.StartsWith(
            $"native library libavformat is version 60.3.100 ({file}), and this agent fits 59.x (FFmpeg 5.1): ",
            result.Output, StringComparison.Ordinal);
        Assert.Contains("apt-get install libavformat59", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("libavutil.so.57")]
    [InlineData("libavcodec.so.59")]
    [InlineData("libavformat.so.59")]
    [InlineData("libswscale.so.6")]
    public async Task File_that_is_no_library_is_refused_by_name_with_what_was_tried(string soname)
    {
        using TemporaryFolder folder = new();
        folder.Write(soname, "this is no library"u8);
        ChildResult result = await Load(folder);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            $"native library {soname} cannot be loaded; tried: {folder.File(soname)} (", result.Output, StringComparison.Ordinal);
        Assert.Contains("apt-get install " + soname.Replace(".so.", "", StringComparison.Ordinal), result.Output, StringComparison.Ordinal);
    }

    [ChildEntry]
    internal static int LoadLibraries(string[] arguments)
    {
        try
        {
            _ = AvLibraries.All;
            return 0;
        }
        catch (Exception e) when (e is DllNotFoundException or NotSupportedException)
        {
            Console.WriteLine(e.Message);
            return 1;
        }
    }

    private static Task<ChildResult> Load(TemporaryFolder folder) => ChildProcess.Run(
        $"{nameof(AvLibraryTests)}.{nameof(LoadLibraries)}", [],
        new Dictionary<string, string> { ["SAFECITY_EDGE_NATIVE_DIR"] = folder.Path });
}
