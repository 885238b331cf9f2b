namespace SafeCity.Edge.Agent.Rules.Objects;

/// <summary>What a frame told of an object. Not looked at is not "not there".</summary>
internal enum ObjectSight : byte
{
    /// <summary>Detected in this frame: its box is measured.</summary>
    Seen,

    /// <summary>Nobody looked, and it does not move: it is taken to be where it was.</summary>
    Held,

    /// <summary>Nobody looked, and it moves: nothing is known of it.</summary>
    Unknown,

    /// <summary>It was looked for and not found; its box is a prediction.</summary>
    Missed,
}
