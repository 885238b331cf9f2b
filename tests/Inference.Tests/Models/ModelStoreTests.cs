using System.Security.Cryptography;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Tests.Models;

public sealed class ModelStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("safecity-edge-test-").FullName;

    [Fact]
    public void A_card_is_read_with_all_its_members()
    {
        Write("tiny.card.json", ModelCardText.Good());
        ModelCard card = Assert.Single(ModelStore.Open(_folder).Cards);
        Assert.Equal(("tiny", "1", "tiny.onnx", "centernet"), (card.Name, card.Version, card.File, card.Decoder));
        Assert.Equal(("input", "nchw", 512, 256, "rgb"),
            (card.Input.Name, card.Input.Layout, card.Input.Width, card.Input.Height, card.Input.Channels));
        Assert.Equal([1, 2, 3], card.Input.Mean);
        Assert.Equal([0.5f, 1, 2], card.Input.Scale);
        Assert.Equal(["heat", "size"], card.Outputs);
        Assert.Equal(["person", "car"], card.Labels);
        Assert.Equal(0.25f, card.ScoreThreshold);
        Assert.Equal(0.4f, card.NmsThreshold);
        Assert.Equal("measured", card.Accuracy);
    }

    [Fact]
    public void Members_that_may_be_left_out_get_the_values_of_the_docstring()
    {
        Write("tiny.card.json", ModelCardText.Good(without: ["nmsThreshold", "accuracy", "mean", "scale"]));
        ModelCard card = ModelStore.Open(_folder).Find("tiny");
        Assert.Equal(0.5f, card.NmsThreshold);
        Assert.Equal("", card.Accuracy);
        Assert.Equal([0, 0, 0], card.Input.Mean);
        Assert.Equal([1, 1, 1], card.Input.Scale);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("version")]
    [InlineData("file")]
    [InlineData("sha256")]
    [InlineData("source")]
    [InlineData("licence")]
    [InlineData("task")]
    [InlineData("decoder")]
    [InlineData("input")]
    [InlineData("outputs")]
    [InlineData("labels")]
    [InlineData("scoreThreshold")]
    [InlineData("layout")]
    [InlineData("width")]
    public void A_card_without_a_needed_member_is_refused_by_file_and_member(string member)
    {
        Write("tiny.card.json", ModelCardText.Good(without: [member]));
        string message = Refused(ModelErrorKind.BadCard);
        Assert.Contains("tiny.card.json", message, StringComparison.Ordinal);
        Assert.Contains(member, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\": \"1\"", "\"version\": \"1\", \"made_up\": 1", "made_up")]
    [InlineData("\"version\": \"1\"", "\"version\": \"1\", \"version\": \"2\"", "version")]
    [InlineData("\"version\": \"1\"", "\"version\": null", "version")]
    [InlineData("\"name\": \"tiny\"", "\"name\": \"Tiny Model\"", "name is 'Tiny Model'")]
    [InlineData("\"file\": \"tiny.onnx\"", "\"file\": \"../tiny.onnx\"", "file is '../tiny.onnx'")]
    [InlineData("\"file\": \"tiny.onnx\"", "\"file\": \"/etc/passwd\"", "file is '/etc/passwd'")]
    [InlineData("\"layout\": \"nchw\"", "\"layout\": \"chw\"", "nchw or nhwc")]
    [InlineData("\"channels\": \"rgb\"", "\"channels\": \"gray\"", "input.mean is '1,2,3', use 1 numbers")]
    [InlineData("\"width\": 512", "\"width\": 0", "input.width is '0'")]
    [InlineData("\"width\": 512", "\"width\": 51200", "input.width is '51200'")]
    [InlineData("\"scoreThreshold\": 0.25", "\"scoreThreshold\": 25", "scoreThreshold is '25', use 0 to 1")]
    [InlineData("\"outputs\": [\"heat\", \"size\"]", "\"outputs\": []", "outputs")]
    [InlineData("\"mean\": [1, 2, 3]", "\"mean\": [NaN, 2, 3]", "mean")]
    [InlineData("\"mean\": [1, 2, 3]", "\"mean\": [\"NaN\", 2, 3]", "mean")]
    [InlineData("\"mean\": [1, 2, 3]", "\"mean\": [1e999, 2, 3]", "mean")]
    [InlineData("\"mean\": [1, 2, 3]", "\"mean\": [null, 2, 3]", "mean")]
    [InlineData("\"mean\": [1, 2, 3]", "\"mean\": []", "input.mean is ''")]
    [InlineData("\"scale\": [0.5, 1, 2]", "\"scale\": [0, 1, 2]", "none 0")]
    [InlineData("\"width\": 512", "\"width\": -512", "input.width is '-512'")]
    [InlineData("\"width\": 512", "\"width\": 1e99", "width")]
    [InlineData("\"width\": 512", "\"width\": 5.5", "width")]
    [InlineData("\"labels\": [\"person\", \"car\"]", "\"labels\": [\"person\", null]", "labels")]
    [InlineData("\"labels\": [\"person\", \"car\"]", "\"labels\": {}", "labels")]
    [InlineData("\"outputs\": [\"heat\", \"size\"]", "\"outputs\": [null]", "outputs")]
    [InlineData("\"version\": \"1\"", "\"version\": \"1\", \"parameters\": {\"strides\": []}", "parameters.strides")]
    [InlineData("\"version\": \"1\"", "\"version\": \"1\", \"parameters\": {\"strides\": null}", "parameters.strides")]
    [InlineData("\"version\": \"1\"", "\"version\": \"1\", \"parameters\": {\"strides\": [1e99]}", "parameters.strides")]
    [InlineData("\"sha256\": \"", "\"sha256\": \"A", "64 lower-case hexadecimal digits")]
    public void A_card_with_a_bad_value_is_refused_by_file_and_value(string good, string bad, string told)
    {
        string text = ModelCardText.Good();
        Assert.Contains(good, text, StringComparison.Ordinal);
        Write("tiny.card.json", text.Replace(good, bad, StringComparison.Ordinal));
        string message = Refused(ModelErrorKind.BadCard);
        Assert.Contains("tiny.card.json", message, StringComparison.Ordinal);
        Assert.Contains(told, message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_labels_than_any_detector_has_are_refused()
    {
        string labels = string.Join(", ", Enumerable.Range(0, 20_000).Select(i => $"\"{i}\""));
        Write("tiny.card.json", ModelCardText.Good().Replace("\"person\", \"car\"", labels, StringComparison.Ordinal));
        Assert.Contains("20000 labels", Refused(ModelErrorKind.BadCard), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_card_are_told_at_once()
    {
        Write("tiny.card.json", ModelCardText.Good()
            .Replace("\"nchw\"", "\"x\"", StringComparison.Ordinal)
            .Replace("512", "-1", StringComparison.Ordinal)
            .Replace("0.25", "2", StringComparison.Ordinal));
        string message = Refused(ModelErrorKind.BadCard);
        Assert.All(["input.layout", "input.width", "scoreThreshold"], key => Assert.Contains(key, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("// comment\n{}")]
    public void A_card_that_is_not_a_JSON_object_is_refused_by_file(string text)
    {
        Write("odd.card.json", text);
        Assert.Contains("odd.card.json", Refused(ModelErrorKind.BadCard), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_too_large_for_a_card_is_refused_unread()
    {
        Write("large.card.json", new string(' ', 2 << 20));
        Assert.Contains("larger than", Refused(ModelErrorKind.BadCard), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_cards_of_one_name_are_both_named()
    {
        Write("a.card.json", ModelCardText.Good());
        Write("b.card.json", ModelCardText.Good());
        string message = Refused(ModelErrorKind.DuplicateCard);
        Assert.Contains("a.card.json", message, StringComparison.Ordinal);
        Assert.Contains("b.card.json", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_absent_is_named()
    {
        var e = Assert.Throws<ModelException>(() => ModelStore.Open(Path.Combine(_folder, "absent")));
        Assert.Equal(ModelErrorKind.NoSuchFolder, e.Kind);
        Assert.Contains("absent", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones()
    {
        Assert.Contains("no cards at all", Assert.Throws<ModelException>(() => ModelStore.Open(_folder).Find("other")).Message,
            StringComparison.Ordinal);
        Write("a.card.json", ModelCardText.Good());
        Write("b.card.json", ModelCardText.Good().Replace("\"tiny\"", "\"small\"", StringComparison.Ordinal));
        var e = Assert.Throws<ModelException>(() => ModelStore.Open(_folder).Find("other"));
        Assert.Equal(ModelErrorKind.NoSuchCard, e.Kind);
        Assert.Contains("small, tiny", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weights/tiny.onnx")]
    [InlineData("tiny.onnx")]
    public void Weights_with_the_hash_of_the_card_are_handed_out(string place)
    {
        ModelStore store = StoreWithWeights(place, "weights"u8.ToArray());
        Assert.Equal(Path.Combine(_folder, place), store.VerifiedPath(store.Find("tiny")));
    }

    [Fact]
    public void Weights_with_another_hash_are_refused_with_both_hashes_and_the_next_step()
    {
        ModelStore store = StoreWithWeights("weights/tiny.onnx", "weights"u8.ToArray());
        string wanted = store.Find("tiny").Sha256;
        // Also when the right file lies in the second place: the first one is what an operator put there.
        Write("tiny.onnx", "weights");
        Write("weights/tiny.onnx", "weightz");
        var e = Assert.Throws<ModelException>(() => store.VerifiedPath(store.Find("tiny")));
        Assert.Equal(ModelErrorKind.WrongHash, e.Kind);
        Assert.Contains(Path.Combine(_folder, "weights", "tiny.onnx"), e.Message, StringComparison.Ordinal);
        Assert.Contains(wanted[..12], e.Message, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData("weightz"u8))[..12], e.Message, StringComparison.Ordinal);
        Assert.Contains("build/setup.sh", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_weights_tell_both_places_and_the_next_step()
    {
        Write("tiny.card.json", ModelCardText.Good());
        ModelStore store = ModelStore.Open(_folder);
        var e = Assert.Throws<ModelException>(() => store.VerifiedPath(store.Find("tiny")));
        Assert.Equal(ModelErrorKind.MissingFile, e.Kind);
        Assert.Contains(Path.Combine(_folder, "weights", "tiny.onnx"), e.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_folder, "tiny.onnx"), e.Message, StringComparison.Ordinal);
        Assert.Contains("build/setup.sh", e.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void The_cards_of_this_repository_are_good()
    {
        string models = Path.Combine(RepositoryFolder(), "models");
        Skip.If(!Directory.Exists(models) || Directory.GetFiles(models, "*.card.json").Length == 0, "models/ has no cards yet");
        Assert.NotEmpty(ModelStore.Open(models).Cards);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string RepositoryFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SafeCity.Edge.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not run inside the repository");
    }

    private ModelStore StoreWithWeights(string place, byte[] weights)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "weights"));
        File.WriteAllBytes(Path.Combine(_folder, place), weights);
        Write("tiny.card.json", ModelCardText.Good(sha256: Convert.ToHexStringLower(SHA256.HashData(weights))));
        return ModelStore.Open(_folder);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private string Refused(ModelErrorKind kind)
    {
        var e = Assert.Throws<ModelException>(() => ModelStore.Open(_folder));
        Assert.Equal(kind, e.Kind);
        Assert.DoesNotContain('\n', e.Message);
        return e.Message;
    }
}
