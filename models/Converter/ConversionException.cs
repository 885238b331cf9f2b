namespace SafeCity.Edge.ModelConverter;

/// <summary>A model, a file or a size that is refused. The message is one sentence for the person at the command line.</summary>
internal sealed class ConversionException(string message, int exitCode = ExitCodes.Refused, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>What the process returns.</summary>
    internal int ExitCode { get; } = exitCode;
}
