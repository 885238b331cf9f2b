namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>How a file is played. A live source sets its own pace.</summary>
internal enum PlaybackSpeed
{
    /// <summary>As a camera would: frames come when they are due, and one that finds the detector busy displaces the one waiting.</summary>
    Realtime,

    /// <summary>As fast as every frame can be analysed; none is dropped.</summary>
    Max,
}
