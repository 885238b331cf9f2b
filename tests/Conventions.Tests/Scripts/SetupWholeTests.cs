using System.Security.Cryptography;
using System.Text;

namespace SafeCity.Edge.Conventions.Tests.Scripts;

/// <summary>build/setup.sh from the first step to the last, with stand-ins for what comes from the network.</summary>
public sealed class SetupWholeTests : IDisposable
{
    private const string Library = "library\n", Clip = "clip\n", Model = "model\n";

    private readonly FakeMachine _machine = new();

    /// <summary>Package servers that give exactly what is pinned.</summary>
    public SetupWholeTests()
    {
        _machine.Write("build/pins.sha256", $"""
            {Hash(Library)}  build/native/linux-x64/libonnxruntime.so.1
            {Hash(Library)}  build/native/linux-arm64/libonnxruntime.so.1
            {Hash(Clip)}  vtest.avi
            """);
        _machine.Write("models/centernet-512x512.card.json", $$"""{"file":"centernet-512x512.onnx","sha256":"{{Hash(Model)}}"}""");
        _machine.Write("models/faces.card.json", $$"""{"file":"faces.onnx","sha256":"{{Hash(Model)}}","labelsFile":"faces.txt","labelsSha256":"{{Hash(Clip)}}"}""");
        _machine.Write("models/packaged.tsv", "# name, place\nfaces.onnx\tfaces/a b.onnx\nfaces.txt\tfaces/labels.txt\nother.onnx\tfaces/other.onnx\n");
        // Only these models, and no project: their packages come from the network as well.
        foreach (SourceFile file in Repository.Texts(".json", "models"))
        {
            if (Path.GetFileName(file.Path) is not ("package.json" or "package-lock.json" or "centernet-512x512.card.json"))
                _machine.Delete(file.Path);
        }
        _machine.Tool("npm", """
            while (($#)); do [[ $1 == --prefix ]] && prefix=$2; shift; done
            for arch in x64 arm64; do
              folder=$prefix/node_modules/onnxruntime-node/bin/napi-v6/linux/$arch
              mkdir -p "$folder" && echo library >"$folder/libonnxruntime.so.1"
            done
            mkdir -p "$prefix/node_modules/faces" && echo model >"$prefix/node_modules/faces/a b.onnx" && echo clip >"$prefix/node_modules/faces/labels.txt"
            touch "$prefix/node_modules/.package-lock.json"
            """);
        Converter("echo model");
        _machine.Tool("apt-get", "touch opencv-doc_1_all.deb");
        _machine.Tool("dpkg-deb", """
            cd "$(mktemp -d)" && folder=usr/share/doc/opencv-doc/examples/data
            mkdir -p "$folder" && echo clip >"$folder/vtest.avi" && tar -c ./usr
            """);
    }

    [Fact]
    public void Setup_brings_everything_once_and_does_nothing_the_second_time()
    {
        (int first, string did) = _machine.Run("build/setup.sh");
        Assert.True(first == 0, did);
        Assert.Contains("making the models: centernet-512x512.onnx faces.onnx faces.txt", did, StringComparison.Ordinal);
        Assert.Contains("taking the demo clip", did, StringComparison.Ordinal);

        foreach (string tool in new[] { "npm", "apt-get", "dpkg-deb" }) _machine.Tool(tool, $"echo '{tool} was called again' >&2; exit 1");
        _machine.Tool("dotnet", "[[ $1 == --version ]] && echo 10.0.100");
        (int second, string said) = _machine.Run("build/setup.sh");
        Assert.True(second == 0, said);
        Assert.Contains("nothing was to do", said, StringComparison.Ordinal);
        Assert.Equal((0, ""), _machine.Run("build/setup.sh", "--quiet"));
    }

    [Fact]
    public void Setup_mends_a_model_that_was_altered_later()
    {
        Assert.Equal(0, _machine.Run("build/setup.sh").ExitCode);
        _machine.Write("models/weights/centernet-512x512.onnx", "altered");
        (int exitCode, string said) = _machine.Run("build/setup.sh");
        Assert.True(exitCode == 0, said);
        Assert.Contains("making the models: centernet-512x512.onnx", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Setup_tells_a_packaged_model_that_is_not_there()
    {
        _machine.Write("models/packaged.tsv", "faces.onnx\tfaces/gone.onnx\n");
        Fails("faces/gone.onnx of the npm packages cannot be copied to models/weights");
    }

    [Fact]
    public void Setup_refuses_a_model_that_is_not_what_its_card_says()
    {
        Converter("echo something else");
        Fails("these models are not what their cards in models/ say: centernet-512x512.onnx");
    }

    [Fact]
    public void Setup_tells_what_a_failed_converter_said()
    {
        Converter("exit 1", "echo 'unknown op Conv4D' >&2; exit 3");
        Fails("unknown op Conv4D", "the model converter failed");
    }

    [Fact]
    public void Setup_refuses_a_card_that_is_not_json()
    {
        _machine.Write("models/centernet-512x512.card.json", "{");
        Fails("a model card cannot be read: centernet-512x512.card.json");
    }

    [Fact]
    public void Setup_refuses_a_clip_that_is_not_the_pinned_one()
    {
        _machine.Write("build/pins.sha256", $"""
            {Hash(Library)}  build/native/linux-x64/libonnxruntime.so.1
            {Hash(Library)}  build/native/linux-arm64/libonnxruntime.so.1
            {Hash("another clip")}  vtest.avi
            """);
        Fails("vtest.avi of this opencv-doc is not the pinned clip");
    }

    [Fact]
    public void Setup_without_network_says_so_for_the_clip()
    {
        _machine.Tool("apt-get", "echo 'Err:1 Temporary failure resolving the server' >&2; exit 100");
        Fails("no network: ");
    }

    [Fact]
    public void Setup_tells_a_lock_file_that_does_not_fit()
    {
        _machine.Tool("dotnet", "[[ $1 == --version ]] && echo 10.0.100 || { echo 'error NU1004: the lock file is out of date'; exit 1; }");
        Fails("dotnet restore --locked-mode failed", "commit packages.lock.json");
    }

    /// <inheritdoc/>
    public void Dispose() => _machine.Dispose();

    // "dotnet run ... --out FOLDER" writes what the script prints as the one model.
    private void Converter(string script, string before = "") => _machine.Tool("dotnet", $$"""
        [[ $1 == --version ]] && echo 10.0.100
        [[ $1 == run ]] || exit 0
        {{before}}
        while (($#)); do [[ $1 == --out ]] && out=$2; shift; done
        mkdir -p "$out" && { {{script}}; } >"$out/centernet-512x512.onnx"
        """);

    private void Fails(params string[] sentences)
    {
        (int exitCode, string output) = _machine.Run("build/setup.sh");
        Assert.True(exitCode == 1, $"ended with {exitCode}:\n{output}");
        foreach (string sentence in sentences.Append("next step: "))
            Assert.True(output.Contains(sentence, StringComparison.Ordinal), $"'{sentence}' is not in:\n{output}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
