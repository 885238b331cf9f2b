using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>
/// What the tracker tells the region planner for the next frame: where it expects an object. The only way in which a later stage
/// steers an earlier one.
/// </summary>
/// <param name="Box">Predicted box for the time of the next frame, in parts of the frame; may lie partly outside.</param>
/// <param name="IsStationary">It has not moved for a while: it is looked at on an interval, not in every frame.</param>
/// <param name="Unseen">How long it has not been seen although it was looked for; zero for one that was just seen.</param>
/// <param name="IsYoung">It began lately and is not believed yet: a few looks more decide, so that they come quickly.</param>
public readonly record struct RegionHint(BoundingBox Box, bool IsStationary, TimeSpan Unseen, bool IsYoung = false);
