using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Attributes;

/// <summary>A part of an object whose colour is asked for.</summary>
/// <param name="Area">Where it is, in parts of the frame.</param>
/// <param name="Whole">The box of the whole object; what lies just outside of it is background.</param>
/// <param name="HasWindows">True for vehicles: dark glass and tyres count less than paint.</param>
public readonly record struct ObjectPart(BoundingBox Area, BoundingBox Whole, bool HasWindows)
{
    // A box wider than this part of its height is of somebody who sits, or whom the frame's edge cuts.
    private const float StandingWidthMax = 0.75f;

    /// <summary>The paint of a vehicle: its box without the rim, in which there is road.</summary>
    public static ObjectPart Vehicle(in BoundingBox box) => new(Inner(box, 0.08f, 0.08f, 0.92f, 0.92f), box, HasWindows: true);

    /// <summary>Jacket or shirt of a person: chest and belly.</summary>
    /// <param name="box">The person's box.</param>
    /// <param name="frameAspect">Frame width over height in pixels.</param>
    public static ObjectPart UpperClothing(in BoundingBox box, float frameAspect) => IsStanding(box, frameAspect)
        ? new ObjectPart(Inner(box, 0.25f, 0.20f, 0.75f, 0.45f), box, HasWindows: false)
        : new ObjectPart(Inner(box, 0.20f, 0.50f, 0.80f, 0.90f), box, HasWindows: false);

    /// <summary>Trousers or skirt of a person.</summary>
    /// <param name="box">The person's box.</param>
    /// <param name="frameAspect">Frame width over height in pixels.</param>
    /// <param name="part">Thighs to shins.</param>
    /// <returns>False if the box does not show them: somebody sits, or the frame's edge cuts the legs.</returns>
    public static bool TryLowerClothing(in BoundingBox box, float frameAspect, out ObjectPart part)
    {
        part = new ObjectPart(Inner(box, 0.28f, 0.54f, 0.72f, 0.80f), box, HasWindows: false);
        return IsStanding(box, frameAspect) && box.Bottom < 0.995f;
    }

    private static bool IsStanding(in BoundingBox box, float frameAspect) => box.Width * frameAspect <= StandingWidthMax * box.Height;

    private static BoundingBox Inner(in BoundingBox box, float left, float top, float right, float bottom) =>
        new(box.X + (left * box.Width), box.Y + (top * box.Height), (right - left) * box.Width, (bottom - top) * box.Height);
}
