using System.Security.Cryptography;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.ModelConverter.Tests.Support;

namespace SafeCity.Edge.ModelConverter.Tests;

/// <summary>The command as a person or setup.sh calls it.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;
    private readonly string _weights;
    private readonly string _cards;

    public CommandLineTests()
    {
        // A CenterNet in miniature: two 1x1 convolutions, cut at the same names as the real one.
        _model = SmallModel.WithImage(64, 64, 3, "tower_0/images")
            .HalfConstant("heat", [1, 1, 3, 2], [.. Enumerable.Range(1, 6).Select(i => (Half)i)])
            .HalfConstant("edges", [1, 1, 3, 4], [.. Enumerable.Range(1, 12).Select(i => (Half)i)])
            .Node("Conv2D", "logits", ["tower_0/images", "heat"], ("padding", SmallModel.Text("SAME")))
            .Node("Sigmoid", "scores", ["logits"]).Node("Identity", "tower_0/keypoints", ["scores"])
            .Node("Conv2D", "distances", ["tower_0/images", "edges"], ("padding", SmallModel.Text("SAME")))
            .Node("Identity", "tower_0/wh", ["distances"])
            .Write(_folder);
        (_weights, _cards) = (_folder.File("weights"), _folder.File("cards"));
    }

    private string Target => Path.Combine(_weights, "centernet-96x64.onnx");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Card_that_is_written_is_the_one_that_is_verified_next_time()
    {
        Assert.Equal((0, ""), Failure(Run("--cards", _cards, "--update-cards")));
        ModelCard card = Assert.Single(ModelStore.Open(_cards).Cards);
        Assert.Equal(("centernet-96x64", "centernet-96x64.onnx", 96, 64), (card.Name, card.File, card.Input.Width, card.Input.Height));
        Assert.Equal(card.Sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Target))));
        File.Delete(Target);
        (int code, string output, string error) = Run("--cards", _cards);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"{Target}: written", output, StringComparison.Ordinal);
    }

    [Fact]
    public void File_with_the_right_hash_is_left_alone_even_without_the_original()
    {
        Run("--cards", _cards, "--update-cards");
        DateTime before = File.GetLastWriteTimeUtc(Target);
        File.Delete(_model);
        (int code, string output, _) = Run("--cards", _cards);
        Assert.Equal((0, $"{Target}: in place, hash is right"), (code, output.Trim()));
        Assert.Equal(before, File.GetLastWriteTimeUtc(Target));
    }

    [Fact]
    public void Damaged_file_is_made_anew()
    {
        Run("--cards", _cards, "--update-cards");
        byte[] whole = File.ReadAllBytes(Target);
        File.WriteAllBytes(Target, whole[..^1]);
        Assert.Equal((0, ""), Failure(Run("--cards", _cards)));
        Assert.Equal(whole, File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(_weights));
    }

    [Fact]
    public void Other_bytes_than_the_card_promises_are_not_written()
    {
        Run("--cards", _cards, "--update-cards");
        File.Delete(Target);
        string card = Path.Combine(_cards, "centernet-96x64.card.json");
        string promised = ModelStore.Open(_cards).Cards[0].Sha256, other = new('0', 64);
        File.WriteAllText(card, File.ReadAllText(card).Replace(promised, other, StringComparison.Ordinal));
        (int code, string error) = Failure(Run("--cards", _cards));
        Assert.Equal(ExitCodes.HashDiffers, code);
        Assert.Contains(
            $"centernet-96x64.onnx would have the sha256 {promised}, its card promises {other}", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_weights));
    }

    [Fact]
    public void Size_without_a_card_is_refused()
    {
        (int code, string error) = Failure(Run("--cards", _cards));
        Assert.Equal(
            (1, $"error: there is no model card '{_cards}/centernet-96x64.card.json' for size 96x64: --update-cards makes one"),
            (code, error));
    }

    [Fact]
    public void Card_with_an_unknown_key_is_refused_by_name()
    {
        Run("--cards", _cards, "--update-cards");
        string card = Path.Combine(_cards, "centernet-96x64.card.json");
        File.WriteAllText(card, File.ReadAllText(card).Replace("\"licence\"", "\"license\"", StringComparison.Ordinal));
        (int code, string error) = Failure(Run("--cards", _cards));
        Assert.Equal(1, code);
        Assert.StartsWith($"error: model card '{card}' is not readable: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("500x512", "error: size '500x512' cannot be converted: both sides must be multiples of 32 from 32 to 4096")]
    [InlineData("0x32", "error: size '0x32' cannot be converted: both sides must be multiples of 32 from 32 to 4096")]
    [InlineData("8192x32", "error: size '8192x32' cannot be converted: both sides must be multiples of 32 from 32 to 4096")]
    [InlineData("-32x32", "error: size '-32x32' is not WIDTHxHEIGHT: write it as 640x384")]
    [InlineData("512", "error: size '512' is not WIDTHxHEIGHT: write it as 640x384")]
    [InlineData("axb", "error: size 'axb' is not WIDTHxHEIGHT: write it as 640x384")]
    public void Bad_size_is_a_usage_error(string size, string message) =>
        Assert.Equal((2, message), Failure(Invoke("--model", _model, "--out", _weights, "--size", size)));

    [Fact]
    public void Missing_option_is_a_usage_error_of_one_line()
    {
        (int code, string error) = Failure(Invoke("--model", _model));
        Assert.Equal((2, "error: Option '--out' is required. See --help."), (code, error));
    }

    [Fact]
    public void Updating_cards_needs_their_folder() =>
        Assert.Equal((2, "error: --update-cards needs --cards, the folder of the cards"), Failure(Run("--update-cards")));

    [Fact]
    public void Missing_model_is_refused_with_the_next_step()
    {
        File.Delete(_model);
        Assert.Equal((1, $"error: model '{_model}' does not exist: run npm ci --ignore-scripts --prefix models first"), Failure(Run()));
    }

    [Fact]
    public void Output_folder_that_is_a_file_is_refused()
    {
        File.WriteAllText(_weights, "");
        (int code, string error) = Failure(Run());
        Assert.Equal(1, code);
        Assert.StartsWith($"error: cannot write to '{_weights}': ", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public void Same_model_gives_the_same_bytes_every_time()
    {
        Run();
        byte[] first = File.ReadAllBytes(Target);
        Run();
        Assert.Equal(first, File.ReadAllBytes(Target));
    }

    [Fact]
    public void Help_names_every_option()
    {
        (int code, string output, _) = Invoke("--help");
        Assert.Equal(0, code);
        Assert.All(
            ["--model", "--size", "--out", "--cards", "--update-cards"],
            option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    private static (int Code, string Error) Failure((int Code, string Output, string Error) result) => (result.Code, result.Error.Trim());

    private (int Code, string Output, string Error) Run(params string[] more) =>
        Invoke(["--model", _model, "--out", _weights, "--size", "96x64", .. more]);

    private static (int Code, string Output, string Error) Invoke(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int code = ConverterCommand.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
