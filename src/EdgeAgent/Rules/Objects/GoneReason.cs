namespace SafeCity.Edge.Agent.Rules.Objects;

/// <summary>Why an object is no longer there, or a situation over.</summary>
internal enum GoneReason : byte
{
    /// <summary>What the rule asks for is no longer so.</summary>
    Over,

    /// <summary>The object left the picture.</summary>
    Left,

    /// <summary>The object was lost inside the picture.</summary>
    Lost,

    /// <summary>Its track lay on another one's.</summary>
    Duplicate,

    /// <summary>The source ended.</summary>
    EndOfStream,

    /// <summary>The schedule closed the rule.</summary>
    Schedule,

    /// <summary>Too long between two runs to know.</summary>
    Restart,

    /// <summary>The camera changed its picture's proportions.</summary>
    Resized,

    /// <summary>An abandoned object was taken up again, or a removed one brought back.</summary>
    Reclaimed,
}
