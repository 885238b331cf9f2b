using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Runs a model on a constant input, with the session settings of the agent.</summary>
internal static class InferenceAlone
{
    internal static void Run(string models, string model, int runs)
    {
        ModelStore store = ModelStore.Open(models);
        using OnnxSession session = CardSession.Open(store, store.Find(model), threads: 1);
        session.Input(0).Fill(127);
        for (int i = 0; i < runs; i++) session.Run();
    }
}
