using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>What is known of one track's staying in its place; kept and reused with the track.</summary>
internal sealed class Stillness
{
    private byte[] _anchor = [];

    /// <summary>The box against which later ones are compared.</summary>
    internal BoundingBox Place { get; private set; }

    /// <summary>Since when the box has been in its place.</summary>
    internal MediaTime Since { get; private set; }

    internal bool IsStationary { get; private set; }

    /// <summary>True if there is a picture of the place with the object in it.</summary>
    internal bool HasAnchor { get; private set; }

    /// <summary>When the anchor was taken or last compared.</summary>
    internal MediaTime Compared { get; private set; }

    /// <summary>True if the newest comparison told that the picture of the place is still the same.</summary>
    internal bool IsSame { get; private set; }

    /// <summary>The picture of the place; empty if there is none.</summary>
    internal ReadOnlySpan<byte> Anchor => HasAnchor ? _anchor : default(ReadOnlySpan<byte>);

    /// <summary>Starts over with a box.</summary>
    internal void Begin(in BoundingBox place, MediaTime time)
    {
        Place = place;
        Since = time;
        Compared = time;
        IsStationary = false;
        HasAnchor = false;
        IsSame = false;
    }

    /// <summary>Goes on with what was remembered of a stationary object.</summary>
    internal void Continue(in BoundingBox place, MediaTime since, MediaTime time, ReadOnlySpan<byte> anchor)
    {
        Begin(place, since);
        if (anchor.Length > 0) Keep(anchor, time);
        IsStationary = true;
    }

    /// <summary>Takes a copy of a picture of the place as the anchor.</summary>
    internal void Keep(ReadOnlySpan<byte> anchor, MediaTime time)
    {
        if (_anchor.Length == 0) _anchor = new byte[StationaryAnchors.Length];
        anchor.CopyTo(_anchor);
        HasAnchor = true;
        IsSame = true;
        Compared = time;
    }

    /// <summary>Notes the verdict of a comparison.</summary>
    internal void Compare(bool isSame, MediaTime time)
    {
        IsSame = isSame;
        Compared = time;
    }

    internal void Settle() => IsStationary = true;

    /// <summary>A copy to be remembered over a restart.</summary>
    internal StationaryObject Describe(Guid identity, int classId, DateTimeOffset since) =>
        new(identity, classId, Place, since, HasAnchor ? _anchor.ToArray() : default);
}
