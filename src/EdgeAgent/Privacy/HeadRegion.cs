using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>
/// Where the head of a detected person must be. Until a face detector runs, every picture that leaves has the heads of all
/// persons masked, also of those too weakly detected to be reported: masking too much is the safe side.
/// </summary>
internal static class HeadRegion
{
    /// <summary>From this score on a person is masked; far below what is needed to start a track.</summary>
    internal const float PersonScoreMin = 0.1f;

    /// <summary>
    /// The part of a person's box to mask, in parts of the frame. A head is 1/7 to 1/8 of a standing body's height; the box is
    /// looser than the body, the person may lean or sit, so twice that; in a wide box (sitting, cut by the frame's lower edge)
    /// the head is larger, up to the box's width.
    /// </summary>
    /// <param name="person">The person's box, in parts of the frame.</param>
    /// <param name="frameAspect">Frame width over height in pixels.</param>
    internal static BoundingBox Of(in BoundingBox person, float frameAspect)
    {
        // In units of the frame's height.
        float width = person.Width * frameAspect;
        float height = Math.Min(person.Height, Math.Max(0.26f * person.Height, 0.75f * width));
        float above = 0.04f * person.Height;
        return new BoundingBox(person.X, person.Y - above, person.Width, height + above).ClipToFrame();
    }
}
