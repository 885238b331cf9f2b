namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>How a model is opened. The defaults suit one session for one camera thread on a box with few cores.</summary>
public sealed record OnnxSessionOptions
{
    /// <summary>The options for models whose inputs have fixed sizes.</summary>
    public static OnnxSessionOptions Default { get; } = new();

    /// <summary>
    /// Threads inside one operator. 1: a second one gains 1.1 to 1.7 times only, so that two cores do better with two sessions.
    /// </summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>Where scratch memory comes from; figures stand in DESIGN.md.</summary>
    public ScratchMemory Scratch { get; init; } = ScratchMemory.SharedArena;

    /// <summary>
    /// True: the memory of a whole run is planned at the first one and taken in one piece. No faster here, and the piece is larger than
    /// what operators need one after the other.
    /// </summary>
    public bool UseMemoryPattern { get; init; }

    /// <summary>How far the graph is rewritten when it is loaded.</summary>
    public GraphOptimization Optimization { get; init; } = GraphOptimization.All;

    /// <summary>Further settings of ONNX Runtime by its own keys, for measurements.</summary>
    internal IReadOnlyDictionary<string, string> ConfigEntries { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Sizes for free dimensions by their name in the model, for example <c>batch</c>: 1. Set before the graph is optimised, so that
    /// shapes are folded. A name that the model does not have is ignored by ONNX Runtime.
    /// </summary>
    public IReadOnlyDictionary<string, long> DimensionSizes { get; init; } = new Dictionary<string, long>();

    /// <summary>Whole shapes by input name, for free dimensions without a name; sizes only, all at least 1.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> InputShapes { get; init; } = new Dictionary<string, IReadOnlyList<long>>();
}
