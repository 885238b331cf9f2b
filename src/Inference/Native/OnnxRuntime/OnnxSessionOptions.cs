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

    /// <summary>
    /// True: scratch memory is kept in an arena between runs (fast, grows to the peak). False: each run asks the system for it (slower,
    /// for models that run seldom).
    /// </summary>
    public bool UseArena { get; init; } = true;

    /// <summary>
    /// Sizes for free dimensions by their name in the model, for example <c>batch</c>: 1. Set before the graph is optimised, so that
    /// shapes are folded. A name that the model does not have is ignored by ONNX Runtime.
    /// </summary>
    public IReadOnlyDictionary<string, long> DimensionSizes { get; init; } = new Dictionary<string, long>();

    /// <summary>Whole shapes by input name, for free dimensions without a name; sizes only, all at least 1.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> InputShapes { get; init; } = new Dictionary<string, IReadOnlyList<long>>();
}
