namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>The life of a thing that may be left behind.</summary>
internal enum AbandonPhase : byte
{
    /// <summary>Nothing is known of it yet.</summary>
    Unknown,

    /// <summary>It moves.</summary>
    Carried,

    /// <summary>It stands, and its owner is near.</summary>
    WithOwner,

    /// <summary>It stands, and its owner is not near.</summary>
    Unattended,

    /// <summary>That has lasted too long.</summary>
    Abandoned,
}
