namespace SafeCity.Edge.Agent.Privacy;

/// <summary>What a key frame shows (contract, section 6).</summary>
internal enum KeyFrameRole
{
    /// <summary>The whole frame.</summary>
    Scene,

    /// <summary>One object with some of its surroundings.</summary>
    Subject,

    /// <summary>A plate, in the frame that was read.</summary>
    Plate,
}
