using System.Security.Cryptography;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Plates;
using SafeCity.Edge.Inference.Tests.Shared;
using Xunit.Abstractions;

namespace SafeCity.Edge.Inference.Tests.Recognition.Plates;

public class PlateRecognizerTests(ITestOutputHelper output)
{
    private const string TextWeights = "ppocr-v4-detection.onnx";
    private const string ReaderWeights = "ppocr-v4-recognition.onnx";

    [SkippableTheory]
    [InlineData("openalpr_eu", "eu", 5)]
    [InlineData("openalpr_br", "br", 5)]
    [InlineData("openalpr_br", "auto", 5)]
    public async Task Real_plates_are_found_without_a_vehicle_detector_and_read(string set, string region, int right)
    {
        using PlateRecognizer recognizer = Open(region);
        IReadOnlyList<LabelledPicture> pictures = await ReadAsync(set, 6);
        PlateSighting[] found = new PlateSighting[4];
        int met = 0;
        foreach (LabelledPicture picture in pictures)
        {
            int count = recognizer.Read(picture.View, [], found);
            string read = count > 0 ? found[0].Reading.Text.ToString() : "";
            output.WriteLine($"{picture.Text} read as {read}, {recognizer.LastTimings}");
            if (Fold(read) == Fold(picture.Text)) met++;
        }
        Assert.True(met >= right, $"{met} of {pictures.Count} plates were read right");
    }

    [SkippableFact]
    public async Task Reading_allocates_nothing_and_counts_its_work()
    {
        using PlateRecognizer recognizer = Open("auto");
        LabelledPicture picture = (await ReadAsync("openalpr_eu", 1))[0];
        PlateSighting[] found = new PlateSighting[4];
        BoundingBox vehicle = new(0.1f, 0.1f, 0.8f, 0.8f);
        recognizer.Read(picture.View, [vehicle], found);
        recognizer.ReadVehicle(picture.View, vehicle, out _);
        AllocationCheck allocations = AllocationCheck.Start();
        recognizer.Read(picture.View, [vehicle], found);
        recognizer.ReadVehicle(picture.View, vehicle, out PlateSighting sighting);
        allocations.AssertNone();
        PlateTimings work = recognizer.LastTimings;
        Assert.True(work.PlateSearches >= 1 && work.Readings >= 1 && work.NominalMilliseconds > 3 && work.Total > TimeSpan.Zero, $"{work}");
        Assert.True(sighting.Sharpness is > 0 and <= 1 && sighting.LinePixels > 30, $"{sighting}");
    }

    [SkippableFact]
    public async Task What_the_own_models_are_sure_of_loads_no_other_model()
    {
        using PlateRecognizer recognizer = Open("eu");
        PlateSighting[] found = new PlateSighting[4];
        Assert.Equal((true, false, false), (recognizer.Models.Readers[0].IsLoaded, recognizer.Models.Readers[1].IsLoaded, recognizer.Models.Texts.IsLoaded));
        int sure = 0;
        foreach (LabelledPicture picture in await ReadAsync("openalpr_eu", 4))
        {
            int count = recognizer.Read(picture.View, [new BoundingBox(0, 0, 1, 1)], found);
            if (count == 0 || !LineReading.IsEnough(found[0].Reading)) break;
            Assert.False(recognizer.Models.Readers[1].IsLoaded, $"{picture.Text}, {recognizer.LastTimings}");
            sure++;
        }
        output.WriteLine($"{sure} pictures were read before another model was asked");
    }

    [SkippableFact]
    public async Task Without_the_own_models_those_of_lines_of_text_read_alone()
    {
        string? models = SharedData.ModelsWith(TextWeights);
        Skip.If(models is null, $"models/weights/{TextWeights} is not there: run build/setup.sh");
        using TemporaryModels folder = new(models);
        using PlateRecognizer recognizer = PlateRecognizer.Open(ModelStore.Open(folder.Path), new PlateRecognizerOptions { Region = "eu" });
        Assert.Equal((1, false, true), (recognizer.Models.Readers.Count, recognizer.Models.Plates.IsThere, recognizer.Models.Texts.IsLoaded));
        PlateSighting[] found = new PlateSighting[4];
        LabelledPicture picture = (await ReadAsync("openalpr_eu", 1))[0];
        Assert.Equal(1, recognizer.Read(picture.View, [], found));
        Assert.Equal(Fold(picture.Text), Fold(found[0].Reading.Text.ToString()));
    }

    [SkippableFact]
    public async Task A_reader_of_ones_own_that_takes_grey_crops_reads_the_same_lines()
    {
        string? trial = SharedData.Find("../models/plate_reader_trial.onnx"), models = SharedData.ModelsWith(TextWeights);
        Skip.If(trial is null, "shared/models/plate_reader_trial.onnx is not there");
        Skip.If(models is null, "models/weights is not there: run build/setup.sh");
        using TemporaryModels folder = new(models, trial);
        using PlateRecognizer recognizer = PlateRecognizer.Open(ModelStore.Open(folder.Path), new PlateRecognizerOptions { Region = "eu", ReaderModels = ["own"] });
        PlateSighting[] found = new PlateSighting[4];
        int met = 0;
        IReadOnlyList<LabelledPicture> pictures = await ReadAsync("openalpr_eu", 6);
        foreach (LabelledPicture picture in pictures)
        {
            int count = recognizer.Read(picture.View, [], found);
            output.WriteLine($"{picture.Text} read as {(count > 0 ? found[0].Reading.Text.ToString() : "nothing")}");
            if (count > 0 && Fold(found[0].Reading.Text.ToString()) == Fold(picture.Text)) met++;
        }
        Assert.True(met >= 4, $"{met} of {pictures.Count} plates were read right");
    }

    [SkippableFact]
    public void Labels_that_are_not_those_of_the_card_are_refused()
    {
        string? models = SharedData.ModelsWith(ReaderWeights);
        Skip.If(models is null, "models/weights is not there: run build/setup.sh");
        ModelStore store = ModelStore.Open(models);
        ModelCard card = store.Find("ppocr-v4-recognition");
        Assert.Equal(6623, store.ReadLabels(card).Count);
        Assert.Equal(ModelErrorKind.WrongHash, Assert.Throws<ModelException>(() => store.ReadLabels(card with { LabelsSha256 = card.Sha256 })).Kind);
        Assert.Equal(ModelErrorKind.MissingFile, Assert.Throws<ModelException>(() => store.ReadLabels(card with { LabelsFile = "none.txt" })).Kind);
        Assert.Empty(store.ReadLabels(card with { LabelsFile = null, LabelsSha256 = null }));
        Assert.Equal(ModelErrorKind.CardMismatch, Assert.Throws<ModelException>(() => ReaderLabels.Columns(store, card, 6620)).Kind);
    }

    [SkippableFact]
    public void A_card_that_is_not_a_readers_is_refused()
    {
        string? models = SharedData.ModelsWith(ReaderWeights);
        Skip.If(models is null, "models/weights is not there: run build/setup.sh");
        ModelException e = Assert.Throws<ModelException>(
            () => PlateRecognizer.Open(ModelStore.Open(models), new PlateRecognizerOptions { ReaderModels = ["ppocr-v4-detection"] }));
        Assert.Equal(ModelErrorKind.UnknownDecoder, e.Kind);
    }

    private static string Fold(string text) => text.Replace('O', '0').Replace('I', '1');

    private static PlateRecognizer Open(string region)
    {
        string? models = SharedData.ModelsWith(TextWeights);
        Skip.If(models is null, $"models/weights/{TextWeights} is not there: run build/setup.sh");
        return PlateRecognizer.Open(ModelStore.Open(models), new PlateRecognizerOptions { Region = region });
    }

    private static async Task<IReadOnlyList<LabelledPicture>> ReadAsync(string set, int count)
    {
        IReadOnlyList<LabelledPicture> pictures = await LabelledPicture.ReadAsync(set, count);
        Skip.If(pictures.Count == 0, $"shared/data/plates/{set} is not there");
        return pictures;
    }

    // The cards of the repository and one of a reader with its own input: grey, stretched, normalised by crop.
    private sealed class TemporaryModels : IDisposable
    {
        internal TemporaryModels(string models, string? trial = null)
        {
            Path = Directory.CreateTempSubdirectory("plates").FullName;
            foreach (string card in Directory.GetFiles(models, "ppocr-*.card.json")) File.Copy(card, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(card)));
            Directory.CreateSymbolicLink(System.IO.Path.Combine(Path, "weights"), System.IO.Path.Combine(models, "weights"));
            if (trial is null) return;
            File.Copy(trial, System.IO.Path.Combine(Path, "own.onnx"));
            string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(trial)));
            string labels = string.Join(",", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".Select(static c => $"\"{c}\"").Prepend("\"\""));
            File.WriteAllText(System.IO.Path.Combine(Path, "own.card.json"), $$"""
                {"name":"own","version":"1","file":"own.onnx","sha256":"{{hash}}","source":"a trial","licence":"none","task":"text-recognition",
                "decoder":"ctc","input":{"name":"x","layout":"nchw","width":160,"height":48,"channels":"gray","mean":[0],"scale":[1]},
                "outputs":["y"],"labels":[{{labels}}],"parameters":{"stretch":[1],"cropDeviation":[4]},"scoreThreshold":0.5}
                """);
        }

        internal string Path { get; }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
