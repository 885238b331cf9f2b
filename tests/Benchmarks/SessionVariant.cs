using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Benchmarks;

/// <summary>One way to set sessions up.</summary>
internal sealed record SessionVariant(string Name, OnnxSessionOptions Options)
{
    private static readonly OnnxSessionOptions Agent = OnnxSessionOptions.Default;

    private static readonly OnnxSessionOptions Library =
        Agent with { Scratch = ScratchMemory.OwnArena, UseMemoryPattern = true };

    /// <summary>The agent's first; each of the others differs from it, or from the library's own, in one thing.</summary>
    internal static IReadOnlyList<SessionVariant> All { get; } =
    [
        new("agent", Agent),
        new("library", Library),
        new("own-arena", Agent with { Scratch = ScratchMemory.OwnArena }),
        new("no-arena", Agent with { Scratch = ScratchMemory.System }),
        new("pattern", Agent with { UseMemoryPattern = true }),
        new("two-threads", Agent with { IntraOpThreads = 2 }),
        new("extended", Agent with { Optimization = GraphOptimization.Extended }),
        new("basic", Agent with { Optimization = GraphOptimization.Basic }),
        new("no-prepacking", Agent with { ConfigEntries = Entry("session.disable_prepacking") }),
        new("device-initializers", Agent with { ConfigEntries = Entry("session.use_device_allocator_for_initializers") }),
    ];

    /// <summary>The variant of a name; null: there is none.</summary>
    internal static SessionVariant? Find(string name) => All.FirstOrDefault(v => v.Name == name);

    private static Dictionary<string, string> Entry(string key) => new() { [key] = "1" };
}
