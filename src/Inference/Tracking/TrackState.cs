namespace SafeCity.Edge.Inference.Tracking;

/// <summary>Where a track stands in its life.</summary>
public enum TrackState
{
    /// <summary>Seen, but not often or not surely enough to be believed.</summary>
    Tentative,

    /// <summary>Believed, and not missed: seen when its place was last looked at.</summary>
    Confirmed,

    /// <summary>Believed, and not found when its place was last looked at; its box is a prediction.</summary>
    Lost,

    /// <summary>Over; see <see cref="Track.EndReason"/>.</summary>
    Ended,
}
