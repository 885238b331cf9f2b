using System.Runtime.InteropServices;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// A detector draws the box of a half-hidden object round what it sees. Where a nearer object (one whose foot is lower in the picture)
/// covers the place of the missing lower part, the foot is not gone but hidden: the height that is known of the object is kept, so
/// that neither box nor foot point jump up while somebody passes in front.
/// </summary>
internal sealed class HiddenFoot
{
    // Parts of the object's height by which the box must be too short, and by which the nearer object's foot may be higher than its own.
    private const float MissingMin = 0.1f;
    private const float FootSlack = 0.1f;
    // Part of the missing strip that one nearer object must cover.
    private const float CoveredMin = 0.6f;

    private readonly BoxIndex _index = new();
    private readonly List<BoundingBox> _boxes = [];
    private readonly List<Owner> _owners = [];
    private readonly List<int> _near = [];

    /// <summary>Takes what may hide something in this frame: the detections that count, and real tracks where they are expected.</summary>
    internal void Begin(List<Track> tracks, ReadOnlySpan<Detection.Detection> detections)
    {
        _boxes.Clear();
        _owners.Clear();
        for (int i = 0; i < detections.Length; i++) Add(detections[i].Box, new Owner(null, i));
        foreach (Track track in tracks)
            if (track.WasConfirmed) Add(track.Box, new Owner(track, -1));
        _index.Build(CollectionsMarshal.AsSpan(_boxes));
    }

    /// <summary>The box of a detection that belongs to a track, with its foot put back if it is hidden.</summary>
    /// <param name="track">Not matched yet: its box is where it is expected.</param>
    /// <param name="detected">The detection's box.</param>
    /// <param name="index">The detection's place among those of <see cref="Begin"/>; not its own hider.</param>
    internal BoundingBox Restore(Track track, in BoundingBox detected, int index)
    {
        BoundingBox predicted = track.Box;
        if (predicted.Bottom - detected.Bottom <= MissingMin * predicted.Height) return detected;
        float left = MathF.Max(predicted.X, detected.X), right = MathF.Min(predicted.Right, detected.Right);
        if (right <= left) return detected;
        BoundingBox strip = new(left, detected.Bottom, right - left, predicted.Bottom - detected.Bottom);
        _near.Clear();
        _index.Find(strip, 0, _near);
        foreach (int i in _near)
        {
            if (_owners[i].Track == track || _owners[i].Detection == index || !Hides(_boxes[i], strip, predicted)) continue;
            return detected with { Height = MathF.Max(detected.Height, predicted.Height) };
        }
        return detected;
    }

    private static bool Hides(in BoundingBox other, in BoundingBox strip, in BoundingBox predicted) =>
        other.Bottom > predicted.Bottom - (FootSlack * predicted.Height)
        && BoundingBox.IntersectionArea(other, strip) >= CoveredMin * strip.Area;

    private void Add(in BoundingBox box, Owner owner)
    {
        _boxes.Add(box);
        _owners.Add(owner);
    }

    // Whose box it is: a track's, or the detection's with this index.
    private readonly record struct Owner(Track? Track, int Detection);
}
