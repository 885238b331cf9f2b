namespace SafeCity.Edge.Agent.Decode;

/// <summary>What <see cref="DecodePace"/> goes by.</summary>
internal enum SceneEvent
{
    /// <summary>Something moves, moved a short while ago, or nothing is known.</summary>
    Stirring,

    /// <summary>Idle, but every frame has not been decoded for long enough yet.</summary>
    Settling,

    /// <summary>Idle for long enough, and key frames come often.</summary>
    Still,

    /// <summary>Idle for long enough; the interval of key frames is near the limit.</summary>
    StillAtTheLimit,

    /// <summary>Idle for long enough, and key frames come seldom or at an unknown interval.</summary>
    StillWithLongGroups,
}
