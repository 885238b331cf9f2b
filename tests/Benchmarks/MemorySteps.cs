using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Where resident memory goes: start of the process, the library, each model opened, each model run.</summary>
internal static class MemorySteps
{
    private const int Runs = 10;

    internal static void Run(string models, SessionVariant variant)
    {
        Console.WriteLine($"MiB, sessions: {variant.Name}");
        Console.WriteLine($"{"",-34}{"resident",8} {"anonymous",10} {"file",8} {"peak",8}");
        Tell("start");
        ModelStore store = ModelStore.Open(models);
        Tell("cards read");
        Tell("ONNX Runtime " + OnnxRuntimeLibrary.Version);
        List<OnnxSession> sessions = [];
        foreach (string model in BenchmarkSession.Models)
        {
            sessions.Add(BenchmarkSession.Open(store, model, variant.Options));
            Tell(model + " open");
        }
        for (int i = 0; i < sessions.Count; i++)
        {
            for (int run = 0; run < Runs; run++) sessions[i].Run();
            Tell(BenchmarkSession.Models[i] + " run");
        }
        Console.WriteLine($"managed heap {GC.GetTotalMemory(forceFullCollection: false) / 1048576.0:F1} MiB, "
            + $"committed {GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes / 1048576.0:F1} MiB");
        foreach (OnnxSession session in sessions) session.Dispose();
    }

    private static void Tell(string step) => Console.WriteLine($"{step,-34}{ProcessFootprint.Now()}");
}
