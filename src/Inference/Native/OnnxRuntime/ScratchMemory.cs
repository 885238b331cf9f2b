namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Where a session takes the memory between its operators from.</summary>
public enum ScratchMemory
{
    /// <summary>One arena of the process, which all sessions share. Least memory at the speed of an own one.</summary>
    SharedArena,

    /// <summary>An arena of the session, kept between its runs and doubled as it grows.</summary>
    OwnArena,

    /// <summary>The system, at each run: for models that run seldom.</summary>
    System,
}
