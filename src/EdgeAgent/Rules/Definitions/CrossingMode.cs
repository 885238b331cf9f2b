namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>Directions over a line, as seen walking from its first to its second point.</summary>
internal enum CrossingMode
{
    Any,

    /// <summary>To the left side.</summary>
    Left,

    /// <summary>To the right side.</summary>
    Right,
}
