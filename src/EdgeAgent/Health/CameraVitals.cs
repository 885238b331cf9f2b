namespace SafeCity.Edge.Agent.Health;

/// <summary>What the watchdog looks at: ages of what was last good.</summary>
/// <param name="Running">Since the camera's threads were started.</param>
/// <param name="FrameAge">Since the last decoded frame; null: none yet.</param>
/// <param name="AnalysisAge">Since the last analysed frame; null: none yet.</param>
/// <param name="Waiting">The source is away, and is being opened again: that is no fault of ours.</param>
internal readonly record struct CameraVitals(TimeSpan Running, TimeSpan? FrameAge, TimeSpan? AnalysisAge, bool Waiting);
