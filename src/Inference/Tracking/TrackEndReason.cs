namespace SafeCity.Edge.Inference.Tracking;

/// <summary>Why a track ended.</summary>
public enum TrackEndReason
{
    /// <summary>It has not ended.</summary>
    None,

    /// <summary>It went out over the edge of the frame.</summary>
    Left,

    /// <summary>It was looked for in vain for <see cref="TrackerOptions.LostFor"/>, away from the edge, or not seen for too long at all.</summary>
    Lost,

    /// <summary>The stream ended, or its clock jumped back.</summary>
    EndOfStream,

    /// <summary>It lay on an older track of the same object, which goes on: not a second object, not to be reported as one.</summary>
    Duplicate,
}
