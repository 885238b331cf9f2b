namespace Pipeline.Tests.Support;

/// <summary>Where an agent runs, as far as it differs from the tests' own process.</summary>
internal sealed record AgentSurroundings
{
    /// <summary>Its current folder; null for the temporary folder.</summary>
    internal string? Folder { get; init; }

    /// <summary>Where its program lies; null for the one built with these tests.</summary>
    internal string? ProgramFolder { get; init; }

    /// <summary>Where native libraries are looked for first; null for the usual places.</summary>
    internal string? NativeFolder { get; init; }

    /// <summary>A program with its arguments that starts it, for example one that takes away rights; empty for none.</summary>
    internal IReadOnlyList<string> Launcher { get; init; } = [];
}
