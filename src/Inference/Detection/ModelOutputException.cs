namespace SafeCity.Edge.Inference.Detection;

/// <summary>
/// A model gave numbers that cannot be its answer (not a number, infinite, a probability outside 0..1). Retrying on the same picture
/// does not help: the weights or the runtime are broken.
/// </summary>
public sealed class ModelOutputException : Exception
{
    /// <summary>Without a message.</summary>
    public ModelOutputException()
    {
    }

    /// <summary>With a sentence that says which value of which output is wrong and what to do.</summary>
    public ModelOutputException(string message) : base(message)
    {
    }

    /// <summary>With the error behind it.</summary>
    public ModelOutputException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
