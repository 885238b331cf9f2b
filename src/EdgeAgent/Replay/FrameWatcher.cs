using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Replay;

/// <summary>Is shown every frame of a replay after its analysis; what it is given is borrowed.</summary>
internal delegate void FrameWatcher(in ImageView view, in FrameStamp stamp, in FrameSight seen);
