using System.Security.Cryptography;
using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Native.Tests;

namespace Pipeline.Tests.Faults;

/// <summary>Models and native libraries that are missing, damaged or others than they should be.</summary>
public sealed class BadInstallationTests : IDisposable
{
    private const string OnnxRuntime = "libonnxruntime.so.1";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string, string> OtherVersions => new()
    {
        {
            OnnxRuntime,
            """
            static const char *version(void) { return "1.16.3"; }
            static const void *api(unsigned wanted) { return wanted <= 16 ? (const void *)&version : 0; }
            static struct { const void *(*api)(unsigned); const char *(*version)(void); } base = { api, version };
            const void *OrtGetApiBase(void) { return &base; }
            """,
            "ONNX Runtime 1.16.3", "build/setup.sh"
        },
        { "libavformat.so.59", "unsigned avformat_version(void) { return 58u << 16 | 29u << 8 | 100u; }\n", "58.29.100",
            "apt-get install libavformat59" },
        { "libmosquitto.so.1", "int mosquitto_lib_version(int *a, int *b, int *c) { *a = 1; *b = 4; *c = 15; return 1; }\n",
            "libmosquitto 1.4.15", "apt-get install libmosquitto1" },
    };

    [SkippableTheory]
    [MemberData(nameof(OtherVersions))]
    public async Task A_native_library_of_another_version_is_one_sentence(string library, string source, string version, string nextStep)
    {
        CCompiler.MakeLibrary(source, _folder.File(library));
        (await RunWithAsync(new AgentSurroundings { NativeFolder = _folder.Path }))
            .ExpectOneSentence(ExitCode.Installation, version, _folder.File(library), nextStep);
    }

    [SkippableTheory]
    [InlineData(OnnxRuntime, "build/setup.sh")]
    [InlineData("libavformat.so.59", "apt-get install")]
    [InlineData("libmosquitto.so.1", "apt-get install")]
    public async Task A_damaged_native_library_is_one_sentence(string library, string nextStep)
    {
        _folder.Write(library, "not a library\n"u8.ToArray());
        (await RunWithAsync(new AgentSurroundings { NativeFolder = _folder.Path }))
            .ExpectOneSentence(ExitCode.Installation, _folder.File(library), nextStep);
    }

    [SkippableFact]
    public async Task A_missing_native_library_is_one_sentence()
    {
        IEnumerable<string> names = Directory.GetFiles(AppContext.BaseDirectory).Select(f => Path.GetFileName(f));
        foreach (string name in names.Where(n => n != OnnxRuntime && !n.Contains("Tests", StringComparison.Ordinal)))
            File.Copy(Path.Combine(AppContext.BaseDirectory, name), _folder.File(name));
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory, "*sqlite3*", SearchOption.AllDirectories))
            File.Copy(file, _folder.File(Path.GetFileName(file)), overwrite: true);
        (await RunWithAsync(new AgentSurroundings { ProgramFolder = _folder.Path }))
            .ExpectOneSentence(ExitCode.Installation, $"{_folder.File(OnnxRuntime)} (no such file)", "build/setup.sh");
    }

    [SkippableFact]
    public async Task Version_names_the_library_that_is_wrong_and_still_shows_the_others()
    {
        CCompiler.MakeLibrary("unsigned avformat_version(void) { return 58u << 16; }\n", _folder.File("libavformat.so.59"));
        AgentResult result = await AgentProcess.RunAsync(
            new AgentSurroundings { NativeFolder = _folder.Path }, "version", "--models", Models.Folder);
        result.Expect(ExitCode.Installation);
        Assert.Contains(
            result.Output, l => l.StartsWith("libav ", StringComparison.Ordinal) && l.Contains("FAULT", StringComparison.Ordinal));
        Assert.Contains(
            result.Output, l => l.StartsWith("libmosquitto ", StringComparison.Ordinal) && l.Contains("2.", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task An_unknown_model_is_one_sentence_with_the_names_that_there_are() =>
        (await RunWithAsync(model: "yolo-9000"))
            .ExpectOneSentence(ExitCode.Installation, "no model yolo-9000", "centernet-512x384", "choose one of them");

    [SkippableFact]
    public async Task A_missing_models_folder_is_one_sentence() =>
        (await RunWithAsync(models: _folder.File("nowhere")))
            .ExpectOneSentence(ExitCode.Installation, _folder.File("nowhere"), "check the path");

    [SkippableFact]
    public async Task Weights_that_are_not_those_of_the_card_are_one_sentence()
    {
        string weights = Models.CopyTo(_folder.Path, Models.Quick);
        Damage(weights);
        (await RunWithAsync(models: _folder.Path))
            .ExpectOneSentence(ExitCode.Installation, weights, $"is not the file of the card {Models.Quick}", "build/setup.sh");
        AgentResult version = (await AgentProcess.RunAsync("version", "--models", _folder.Path)).Expect(ExitCode.Installation);
        Assert.Contains("is not the file of the card", version.Said, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Weights_that_are_damaged_behind_a_card_that_agrees_are_one_sentence()
    {
        string weights = Models.CopyTo(_folder.Path, Models.Quick);
        string card = _folder.File($"{Models.Quick}.card.json");
        string before = Hash(weights);
        Damage(weights);
        File.WriteAllText(card, File.ReadAllText(card).Replace(before, Hash(weights), StringComparison.Ordinal));
        (await RunWithAsync(models: _folder.Path)).ExpectOneSentence(ExitCode.Installation, $"{Models.Quick}.onnx", "build/setup.sh");
    }

    [SkippableFact]
    public async Task Missing_weights_are_one_sentence()
    {
        File.Delete(Models.CopyTo(_folder.Path, Models.Quick));
        (await RunWithAsync(models: _folder.Path))
            .ExpectOneSentence(ExitCode.Installation, $"the weights of {Models.Quick} are missing", "build/setup.sh");
    }

    [SkippableFact]
    public async Task A_card_that_is_not_json_is_one_sentence()
    {
        _ = Models.CopyTo(_folder.Path, Models.Quick);
        File.WriteAllText(_folder.File($"{Models.Quick}.card.json"), "{ \"name\": \n");
        (await RunWithAsync(models: _folder.Path))
            .ExpectOneSentence(ExitCode.Installation, $"{Models.Quick}.card.json", "cannot be used", "mend it");
    }

    // The head of the file: the graph itself, not a number among millions.
    private static void Damage(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        for (int i = 0; i < 64; i++) content[i] ^= 0xff;
        File.WriteAllBytes(file, content);
    }

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    /// <summary>Nothing may be recorded: not even a store is made.</summary>
    private static async Task<AgentResult> RunWithAsync(
        AgentSurroundings? surroundings = null, string? models = null, string model = Models.Quick)
    {
        await using Site site = Site.WithoutBroker();
        AgentResult result = await AgentProcess.RunAsync(
            surroundings ?? new AgentSurroundings(),
            "run", "--source", DemoClip.Short, "--broker", $"127.0.0.1:{site.Broker.Port}", "--data", site.Data, "--speed", "max",
            "--models", models ?? Models.Folder, "--model", model);
        Assert.False(Directory.Exists(site.Data), "a store was made by an agent that cannot work");
        return result;
    }
}
