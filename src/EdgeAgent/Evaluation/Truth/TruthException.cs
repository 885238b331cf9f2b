namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>A file of labels cannot be used: one sentence with the file and, where there is one, the line.</summary>
internal sealed class TruthException : Exception
{
    /// <param name="path">The file.</param>
    /// <param name="line">Counted from 1; null when the fault has no line.</param>
    /// <param name="fault">What is wrong, and what is expected there.</param>
    /// <param name="cause">What it was found by.</param>
    internal TruthException(string path, long? line, string fault, Exception? cause = null)
        : base(line is { } number ? $"{path}, line {number}: {fault}" : $"{path}: {fault}", cause)
    {
    }
}
