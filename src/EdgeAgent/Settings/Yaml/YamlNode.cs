namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>A part of a settings file, with its place (from 1) for messages.</summary>
internal abstract record YamlNode(int Line)
{
    /// <summary>Where it begins in the file's text, quotes and brackets included; characters from 0.</summary>
    internal int Start { get; init; }

    /// <summary>Where it ends; of a list or map in block style, where what follows begins.</summary>
    internal int End { get; init; }
}

/// <summary>A single value as it was written.</summary>
/// <param name="Text">Without quotes.</param>
/// <param name="Quoted">False for plain style, where an empty text means nothing was given.</param>
/// <param name="Line">From 1.</param>
internal sealed record YamlScalar(string Text, bool Quoted, int Line) : YamlNode(Line);

/// <summary>A list.</summary>
internal sealed record YamlSequence(IReadOnlyList<YamlNode> Items, int Line) : YamlNode(Line)
{
    /// <summary>Written in brackets.</summary>
    internal bool IsFlow { get; init; }
}

/// <summary>Keys and values in the order of the file; no key twice.</summary>
internal sealed record YamlMapping(IReadOnlyList<YamlEntry> Entries, int Line) : YamlNode(Line)
{
    /// <summary>Written in braces.</summary>
    internal bool IsFlow { get; init; }
}

/// <summary>One key and what stands behind it.</summary>
/// <param name="Key">Without quotes.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Value">What stands behind it.</param>
internal sealed record YamlEntry(string Key, int Line, int Column, YamlNode Value);
