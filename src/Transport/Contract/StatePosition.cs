namespace SafeCity.Edge.Transport.Contract;

/// <summary>How far a log of a box has got, as its status messages say.</summary>
/// <param name="Stream">The stream's name.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="NextSequence">The sequence that the next record will have.</param>
/// <param name="PreviousEpoch">The epoch before this one, whose records may still come; null when this is the first one.</param>
public sealed record StatePosition(string Stream, long Epoch, long NextSequence, long? PreviousEpoch = null);
