namespace SafeCity.Edge.Native.Tests;

/// <summary>How a child process ended. A crash by signal 11 is exit code 139.</summary>
internal sealed record ChildResult(int ExitCode, string Output, string Error)
{
    /// <summary>For assertions: everything a person needs to see.</summary>
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}
