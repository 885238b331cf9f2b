using SafeCity.Edge.Transport.Native.Mosquitto;

namespace SafeCity.Edge.Native.Tests.Mosquitto;

public sealed class MosquittoLibraryFaultTests : IDisposable
{
    private const string Soname = "libmosquitto.so.1";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_loaded_library_has_a_version_and_a_path()
    {
        Assert.Equal(2, MosquittoLibrary.Version.Major);
        Assert.StartsWith("libmosquitto.so.", Path.GetFileName(MosquittoLibrary.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.0.11", true)]
    [InlineData("2.1.0", true)]
    [InlineData("1.6.9", false)]
    [InlineData("3.0.0", false)]
    public void Only_version_2_is_taken(string version, bool taken) =>
        Assert.Equal(taken, Record.Exception(() => MosquittoLibrary.Require(Version.Parse(version))) is null);

    [Fact]
    public async Task A_library_of_another_version_is_one_message_with_version_file_and_next_step()
    {
        CCompiler.MakeLibrary("int mosquitto_lib_version(int *a, int *b, int *c) { *a = 1; *b = 4; *c = 15; return 1; }\n",
            _folder.File(Soname));
        string message = await MessageWithLibraryInFolder();
        Assert.Contains("libmosquitto 1.4.15", message, StringComparison.Ordinal);
        Assert.Contains(_folder.File(Soname), message, StringComparison.Ordinal);
        Assert.Contains("apt-get install libmosquitto1", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_library_is_one_message_with_file_and_next_step()
    {
        foreach (byte[] content in new[] { [], "not a library\n"u8.ToArray() })
        {
            _folder.Write(Soname, content);
            string message = await MessageWithLibraryInFolder();
            Assert.Contains(_folder.File(Soname), message, StringComparison.Ordinal);
            Assert.Contains("apt-get install libmosquitto1", message, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();

    [ChildEntry]
    internal static int CreateClient(string[] arguments)
    {
        try
        {
            _ = MqttClient.Create(
                new MqttClientOptions { Broker = new() { Host = "127.0.0.1" }, ClientId = "x", Time = TimeProvider.System });
            return 0;
        }
        catch (DllNotFoundException e)
        {
            Console.WriteLine(e.Message);
            return 1;
        }
    }

    private async Task<string> MessageWithLibraryInFolder()
    {
        ChildResult child = await ChildProcess.Run(
            "MosquittoLibraryFaultTests.CreateClient", [], new Dictionary<string, string> { ["SAFECITY_EDGE_NATIVE_DIR"] = _folder.Path });
        Assert.True(child.ExitCode == 1, child.ToString());
        Assert.Equal("", child.Error);
        return Assert.Single(child.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
