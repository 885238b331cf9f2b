using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Native.Tests.OnnxRuntime;

public sealed class OnnxLibraryFaultTests : IDisposable
{
    private const string Soname = OnnxRuntimeLibrary.Soname;

    private const string OldLibrary = """
        static const char *version(void) { return "1.16.3"; }
        static const void *api(unsigned wanted) { return wanted <= 16 ? (const void *)&version : 0; }
        static struct { const void *(*api)(unsigned); const char *(*version)(void); } base = { api, version };
        const void *OrtGetApiBase(void) { return &base; }
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_loaded_library_has_the_version_that_is_needed_and_a_path()
    {
        Assert.StartsWith(OnnxRuntimeLibrary.VersionNeeded + ".", OnnxRuntimeLibrary.Version, StringComparison.Ordinal);
        Assert.True(File.Exists(OnnxRuntimeLibrary.Path));
        Assert.Equal(Soname, Path.GetFileName(OnnxRuntimeLibrary.Path)[..Soname.Length]);
    }

    [Theory]
    [InlineData("1.30.0", true)]
    [InlineData("1.30.12", true)]
    [InlineData("1.3.0", false)]
    [InlineData("1.300.0", false)]
    [InlineData("1.29.1", false)]
    [InlineData("2.30.0", false)]
    [InlineData("", false)]
    public void Only_patch_releases_of_one_version_are_taken(string version, bool taken) =>
        Assert.Equal(taken, Record.Exception(() => OnnxRuntimeLibrary.RequireVersion(version, "file")) is null);

    [Fact]
    public async Task A_library_of_another_version_is_one_message_with_version_file_and_next_step()
    {
        CCompiler.MakeLibrary(OldLibrary, _folder.File(Soname));
        string message = await MessageWithLibraryIn(_folder.Path);
        Assert.StartsWith("LibraryVersion: ", message, StringComparison.Ordinal);
        Assert.Contains("ONNX Runtime 1.16.3", message, StringComparison.Ordinal);
        Assert.Contains(_folder.File(Soname), message, StringComparison.Ordinal);
        Assert.Contains("build/setup.sh", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_without_the_export_is_one_message_with_file_and_next_step()
    {
        CCompiler.MakeLibrary("int something_else(void) { return 1; }\n", _folder.File(Soname));
        string message = await MessageWithLibraryIn(_folder.Path);
        Assert.StartsWith("LibraryMissing: ", message, StringComparison.Ordinal);
        Assert.Contains(_folder.File(Soname), message, StringComparison.Ordinal);
        Assert.Contains("build/setup.sh", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_library_is_one_message_with_file_and_next_step()
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, Soname));
        byte[] otherMachine = (byte[])whole.Clone();
        // e_machine: the other one of the two architectures that the product knows.
        otherMachine[18] = (byte)(otherMachine[18] == 62 ? 183 : 62);
        // Cut files are the ones that kill a process in the loader: SIGBUS.
        foreach (byte[] content in new[] { [], "not a library\n"u8.ToArray(), whole[..100_000], whole[..^1], otherMachine })
        {
            string message = await MessageWithLibraryIn(Path.GetDirectoryName(_folder.Write(Soname, content))!);
            Assert.StartsWith("LibraryMissing: ", message, StringComparison.Ordinal);
            Assert.Contains(_folder.File(Soname), message, StringComparison.Ordinal);
            Assert.Contains("build/setup.sh", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_missing_library_is_one_message_with_all_that_was_tried_and_the_next_step()
    {
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
            .Concat(Directory.GetFiles(AppContext.BaseDirectory, "*.json")))
            File.Copy(file, _folder.File(Path.GetFileName(file)));
        ChildResult child = await ChildProcess.Run("OnnxLibraryFaultTests.OpenLibrary", [], programFolder: _folder.Path);
        Assert.True(child.ExitCode == 1, child.ToString());
        Assert.StartsWith("LibraryMissing: ", child.Output, StringComparison.Ordinal);
        Assert.Contains($"{_folder.File(Soname)} (no such file)", child.Output, StringComparison.Ordinal);
        Assert.Contains("build/setup.sh", child.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    [ChildEntry]
    internal static int OpenLibrary(string[] arguments)
    {
        try
        {
            Console.WriteLine(OnnxRuntimeLibrary.Version);
            return 0;
        }
        catch (OnnxRuntimeException e)
        {
            Console.WriteLine($"{e.Kind}: {e.Message}");
            return 1;
        }
    }

    private static async Task<string> MessageWithLibraryIn(string folder)
    {
        ChildResult child = await ChildProcess.Run(
            "OnnxLibraryFaultTests.OpenLibrary", [], new Dictionary<string, string> { ["SAFECITY_EDGE_NATIVE_DIR"] = folder });
        Assert.True(child.ExitCode == 1, child.ToString());
        // One sentence on one line, and nothing else, on either stream.
        string message = Assert.Single(child.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", child.Error);
        return message;
    }
}
