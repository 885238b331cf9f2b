namespace SafeCity.Edge.Inference.Tracking;

/// <summary>Where a track stands in its life.</summary>
public enum TrackState
{
    /// <summary>Seen, but not often enough to be believed.</summary>
    Tentative,

    /// <summary>Believed, and seen in the last update.</summary>
    Confirmed,

    /// <summary>Believed, and not seen in the last update; its box is a prediction.</summary>
    Lost,

    /// <summary>Over; see <see cref="Track.EndReason"/>.</summary>
    Ended,
}
