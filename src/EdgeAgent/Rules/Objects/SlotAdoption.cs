using System.Numerics;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Objects;

/// <summary>
/// Finds the lost object that a newly believed track continues: of one class group, of about its size, and no further away than it can
/// have come. So an id switch of short duration is not a second object.
/// </summary>
internal sealed class SlotAdoption(ClassGroups groups)
{
    /// <summary>How long a lost object waits after its track has ended (which itself waits 1.5 s).</summary>
    internal static readonly TimeSpan WaitFor = TimeSpan.FromSeconds(2);

    // A track that is still looked for gives its object away only after this: an occluder is not the occluded.
    private static readonly TimeSpan MissedFor = TimeSpan.FromSeconds(0.5);
    private static readonly double AheadSecondsMax = 1;
    private static readonly double GrowthSecondsMax = 2;
    private const float SizeRatioMax = 1.7f;
    // Distance in mean sides of the box: at once, and more for each second.
    private const double ReachStart = 0.75;
    private const double ReachGrowth = 0.5;

    /// <summary>The nearest; null if there is none.</summary>
    internal ObjectSlot? Find(ObjectSlots slots, in ObservedObject item, MediaTime time)
    {
        ObjectSlot? best = null;
        double bestDistance = double.MaxValue;
        for (int i = 0; i < slots.Count; i++)
        {
            ObjectSlot slot = slots[i];
            if (!slot.IsUsed || !slot.IsReal || slot.Track == item.Track) continue;
            bool waits = slot.IsOrphan ? time < slot.WaitsUntil : slot.Sight == ObjectSight.Missed && time - slot.Time >= MissedFor;
            if (!waits || !IsAlike(slot, item)) continue;
            double distance = DistanceOf(slot, item, slots.Aspect, time);
            if (distance >= bestDistance) continue;
            best = slot;
            bestDistance = distance;
        }
        return best;
    }

    private bool IsAlike(ObjectSlot slot, in ObservedObject item)
    {
        bool group = slot.ClassId == item.ClassId || groups.SameGroup(slot.ClassId, item.ClassId);
        float ratio = item.Box.Height / MathF.Max(slot.Size.Y, 1e-4f);
        return group && ratio is < SizeRatioMax and > 1 / SizeRatioMax;
    }

    // In reaches: above 1 is too far, told as the largest number.
    private static double DistanceOf(ObjectSlot slot, in ObservedObject item, float aspect, MediaTime time)
    {
        Vector2 center = new(item.Box.CenterX * aspect, item.Box.CenterY);
        double seconds = (time - slot.Time).TotalSeconds, step = (slot.Time - slot.PreviousTime).TotalSeconds;
        Vector2 velocity = step > 0 ? (slot.Center - slot.PreviousCenter) / (float)step : Vector2.Zero;
        Vector2 expected = slot.Center + (velocity * (float)Math.Min(seconds, AheadSecondsMax));
        double side = (slot.Size.X + slot.Size.Y) / 2;
        double reach = side * (ReachStart + (ReachGrowth * Math.Min(seconds, GrowthSecondsMax)));
        double distance = Math.Min(Vector2.Distance(center, expected), Vector2.Distance(center, slot.Center)) / reach;
        return distance <= 1 ? distance : double.MaxValue;
    }
}
