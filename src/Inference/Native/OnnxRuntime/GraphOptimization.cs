namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>How far a graph is rewritten when it is loaded: the values of <c>GraphOptimizationLevel</c>.</summary>
public enum GraphOptimization
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>Constants are folded and what has no effect is taken out.</summary>
    Basic = 1,

    /// <summary>Also operators are fused.</summary>
    Extended = 2,

    /// <summary>Also tensors are laid out as suits the processor.</summary>
    All = 99,
}
