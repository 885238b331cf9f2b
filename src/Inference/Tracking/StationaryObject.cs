using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>An object that stands in its place, as it is remembered over a restart.</summary>
/// <param name="Identity">The identity of its track.</param>
/// <param name="ClassId">Index into the labels of the model's card.</param>
/// <param name="Box">Its place, in parts of the frame.</param>
/// <param name="Since">Since when it has stood there.</param>
/// <param name="Anchor">96x96 luma of its place, row by row; empty if the tracker was given no pictures.</param>
public sealed record StationaryObject(Guid Identity, int ClassId, BoundingBox Box, DateTimeOffset Since, ReadOnlyMemory<byte> Anchor);
