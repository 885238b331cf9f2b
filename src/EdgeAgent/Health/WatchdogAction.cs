namespace SafeCity.Edge.Agent.Health;

/// <summary>What the watchdog does about a camera.</summary>
internal enum WatchdogAction
{
    None,

    /// <summary>End both of its threads and start them anew.</summary>
    RestartStage,

    /// <summary>End the process: the supervisor starts another. What is recorded is safe in the store.</summary>
    Exit,
}
