using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Faces;

/// <summary>
/// When it is worth looking for the face of one tracked person: only if the head is large enough, not in every frame, seldom once a good
/// picture is there, and ever more seldom as long as no face shows (a back, a helmet). All in media time.
/// </summary>
public sealed class FaceSampling
{
    private readonly FaceSamplingOptions _options;
    private MediaTime _next;
    private TimeSpan _wait;

    /// <summary>For one track.</summary>
    public FaceSampling(FaceSamplingOptions? options = null)
    {
        _options = options ?? new FaceSamplingOptions();
        Clear();
    }

    /// <summary>Says whether to look now.</summary>
    /// <param name="now">Time of the frame.</param>
    /// <param name="person">The person's box in parts of the frame.</param>
    /// <param name="frameWidth">Pixels a row.</param>
    /// <param name="frameHeight">Rows.</param>
    public bool IsDue(MediaTime now, in BoundingBox person, int frameWidth, int frameHeight) =>
        now >= _next && HeadPixels(person, frameWidth, frameHeight) >= _options.HeadPixelsMin;

    /// <summary>Tells the outcome of a look, which sets the time of the next one.</summary>
    /// <param name="now">Time of the frame.</param>
    /// <param name="bestQuality">Quality of the best face so far, 0..1.</param>
    /// <param name="found">Whether this look found a face.</param>
    public void Looked(MediaTime now, float bestQuality, bool found)
    {
        if (found) _wait = bestQuality >= _options.GoodQuality ? _options.IntervalWhenGood : _options.Interval;
        else _wait = _wait + _wait < _options.IntervalWhenGood ? _wait + _wait : _options.IntervalWhenGood;
        _next = now + _wait;
    }

    /// <summary>Forgets, for the next track.</summary>
    public void Clear() => (_next, _wait) = (MediaTime.Zero, _options.Interval / 2);

    /// <summary>Height in pixels that the head of a person should have: 1/7.5 of a standing body, up to a third of a wide box.</summary>
    public static float HeadPixels(in BoundingBox person, int frameWidth, int frameHeight) =>
        MathF.Max(person.Height * frameHeight / 7.5f, MathF.Min(person.Width * frameWidth, person.Height * frameHeight) / 3);
}
