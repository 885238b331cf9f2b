namespace SafeCity.Edge.Agent.Health;

/// <summary>
/// The last two steps of the escalation for one live camera. The first two, reconnect within a read's five seconds and open again with
/// growing waits, are the decoding thread's own; what is seen here is a thread that does neither.
/// </summary>
internal sealed class CameraWatchdog
{
    /// <summary>Six times what a read may take, and longer than any key frame interval that the idle pace accepts.</summary>
    internal static readonly TimeSpan SilentMax = TimeSpan.FromSeconds(30);

    /// <summary>Restarts in a row that gave no frame, at most.</summary>
    internal const int RestartsMax = 3;

    private int _restarts;

    /// <summary>Says what to do now.</summary>
    internal WatchdogAction Judge(in CameraVitals vitals)
    {
        bool framesCome = vitals.FrameAge < SilentMax, analysed = vitals.AnalysisAge < SilentMax;
        if (framesCome && analysed) _restarts = 0;
        // New threads get the same time as a frame.
        if (vitals.Waiting || vitals.Running < SilentMax || (framesCome && analysed)) return WatchdogAction.None;
        return ++_restarts > RestartsMax ? WatchdogAction.Exit : WatchdogAction.RestartStage;
    }
}
