namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Why a decoded frame was not analysed.</summary>
internal enum DropCause
{
    /// <summary>A newer frame came before the detector was free (edge decode to detect: the newest wins).</summary>
    DetectorBusy,

    /// <summary>The run was ended while the frame waited.</summary>
    Stopped,
}
