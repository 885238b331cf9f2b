namespace SafeCity.Edge.Inference.Models;

/// <summary>A fault of a model's card or file: one sentence that names the file and says what to do.</summary>
public sealed class ModelException : Exception
{
    /// <summary>With the cause known.</summary>
    public ModelException(ModelErrorKind kind, string message, Exception? cause = null) : base(message, cause) => Kind = kind;

    /// <summary>What is wrong.</summary>
    public ModelErrorKind Kind { get; }
}
