using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Benchmarks;

/// <summary>A model with a constant picture in its input.</summary>
internal static class BenchmarkSession
{
    /// <summary>All that one camera uses: objects, faces, text detection and recognition.</summary>
    internal static readonly string[] Models = ["centernet-640x384", "blazeface-back-256x256", "ppocr-v4-detection", "ppocr-v4-recognition"];

    internal static OnnxSession Open(ModelStore store, string model, OnnxSessionOptions options, int batch = 1)
    {
        ModelCard card = store.Find(model);
        long[] shape = card.Input.TensorShape();
        shape[0] = batch;
        OnnxSession session = OnnxSession.Open(store.VerifiedPath(card),
            options with { InputShapes = new Dictionary<string, IReadOnlyList<long>> { [card.Input.Name] = shape } });
        // A ramp, scaled as the card says: a flat picture would let branches of rectifiers be all zero.
        Span<float> input = session.Input(0);
        for (int i = 0; i < input.Length; i++) input[i] = ((i * 37 % 256) - card.Input.Mean[0]) * card.Input.Scale[0];
        return session;
    }
}
