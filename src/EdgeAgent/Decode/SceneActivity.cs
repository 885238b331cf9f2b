using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>What the analysis tells the decoding thread after a frame.</summary>
/// <param name="Frame">The frame's number, <see cref="DecodedFrame.Number"/>.</param>
/// <param name="At">Its media time.</param>
/// <param name="IdleFor">Since the motion gate last saw something move; 0: it does in this frame.</param>
/// <param name="MovingTracks">Live tracks that are not stationary: a parked car does not count.</param>
internal readonly record struct SceneActivity(long Frame, MediaTime At, TimeSpan IdleFor, int MovingTracks);
