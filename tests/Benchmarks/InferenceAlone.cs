using System.Globalization;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Runs a model on a constant input, with the session settings of the agent.</summary>
internal static class InferenceAlone
{
    /// <summary>Runs each model so many times, one after the other.</summary>
    internal static void Run(string models, IReadOnlyList<string> modelsAndRuns)
    {
        ModelStore store = ModelStore.Open(models);
        for (int i = 0; i + 1 < modelsAndRuns.Count; i += 2) Run(store, modelsAndRuns[i], int.Parse(modelsAndRuns[i + 1], CultureInfo.InvariantCulture));
    }

    private static void Run(ModelStore store, string model, int runs)
    {
        using OnnxSession session = CardSession.Open(store, store.Find(model), threads: 1);
        session.Input(0).Fill(127);
        for (int i = 0; i < runs; i++) session.Run();
    }
}
