using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Native.Tests.OnnxRuntime;

public sealed class RealModelTests : NativeTest
{
    [SkippableFact]
    public void Every_model_of_the_product_opens_with_the_signature_of_its_card_and_runs()
    {
        string models = Path.Combine(NearbyFolders.Repository(), "models");
        Skip.If(!Directory.Exists(Path.Combine(models, "weights")), "models/weights is absent: build/setup.sh makes it");
        ModelStore store = ModelStore.Open(models);
        Assert.NotEmpty(store.Cards);
        foreach (ModelCard card in store.Cards)
        {
            // A file may leave its sizes open: the card gives them.
            OnnxSessionOptions options = new() { InputShapes = new Dictionary<string, IReadOnlyList<long>> { [card.Input.Name] = Shape(card.Input) } };
            using OnnxSession session = OnnxSession.Open(store.VerifiedPath(card), options);
            OnnxTensorInfo input = Assert.Single(session.Inputs);
            Assert.Equal(card.Input.Name, input.Name);
            Assert.Equal(Shape(card.Input), input.Shape);
            Assert.Equal(card.Outputs.Order(), session.Outputs.Select(o => o.Name).Order());
            session.Input(0).Fill(128);
            session.Run();
            for (int i = 0; i < session.Outputs.Count; i++) Assert.All(session.Output(i).ToArray(), v => Assert.True(float.IsFinite(v)));
        }
    }

    [SkippableFact]
    public void A_real_model_allocates_nothing_a_run_and_repeats_itself()
    {
        string path = SharedModel("yolox_nano.onnx");
        using OnnxSession session = OnnxSession.Open(path, OnnxSessionOptions.Default);
        for (int i = 0; i < session.Input(0).Length; i++) session.Input(0)[i] = i % 251;
        session.Run();
        float[] first = session.Output(0).ToArray();
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 3; i++) session.Run();
        allocations.AssertNone();
        Assert.Equal(first, session.Output(0).ToArray());
        Assert.Contains(first, v => v != 0);
    }

    [SkippableFact]
    public void Arena_and_threads_change_the_cost_and_not_the_result()
    {
        string path = SharedModel("ultraface_rfb_320.onnx");
        float[] usual = RunOnce(path, OnnxSessionOptions.Default);
        Assert.Equal(usual, RunOnce(path, OnnxSessionOptions.Default with { Scratch = ScratchMemory.System }));
        float[] threaded = RunOnce(path, OnnxSessionOptions.Default with { IntraOpThreads = 2 });
        for (int i = 0; i < usual.Length; i++) Assert.Equal(usual[i], threaded[i], 1e-4f);
    }

    [SkippableTheory]
    [InlineData(320, 320)]
    [InlineData(256, 128)]
    public void A_real_model_with_free_dimensions_gets_its_size_at_open(int width, int height)
    {
        string path = SharedModel("yunet_n_dynamic.onnx");
        Assert.Equal(OnnxErrorKind.OptionInvalid,
            Assert.Throws<OnnxRuntimeException>(() => OnnxSession.Open(path, OnnxSessionOptions.Default)).Kind);
        var shapes = new Dictionary<string, IReadOnlyList<long>> { ["input"] = [1, 3, height, width] };
        var options = new OnnxSessionOptions { InputShapes = shapes };
        using OnnxSession session = OnnxSession.Open(path, options);
        session.Run();
        int stride8 = session.Outputs.ToList().FindIndex(o => o.Name == "cls_8");
        Assert.Equal(width / 8 * (height / 8), session.Output(stride8).Length);
        AllocationCheck allocations = AllocationCheck.Start();
        session.Run();
        allocations.AssertNone();
    }

    private static long[] Shape(ModelInput input)
    {
        int channels = input.Channels == "gray" ? 1 : 3;
        return input.Layout == "nchw" ? [1, channels, input.Height, input.Width] : [1, input.Height, input.Width, channels];
    }

    private static float[] RunOnce(string path, OnnxSessionOptions options)
    {
        using OnnxSession session = OnnxSession.Open(path, options);
        for (int i = 0; i < session.Input(0).Length; i++) session.Input(0)[i] = ((i % 255) - 127) / 128f;
        session.Run();
        return session.Output(0).ToArray();
    }

    private static string SharedModel(string name)
    {
        string path = Path.Combine(NearbyFolders.Shared("models"), name);
        Skip.If(!File.Exists(path), $"shared/models/{name} is not beside the repository");
        return path;
    }
}
