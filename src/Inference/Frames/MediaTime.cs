namespace SafeCity.Edge.Inference.Frames;

/// <summary>A moment on the stream's own clock, in nanoseconds since the stream's first frame. Never mixed with the box's clocks.</summary>
public readonly record struct MediaTime(long Nanoseconds) : IComparable<MediaTime>
{
    /// <summary>The stream's first frame.</summary>
    public static MediaTime Zero => default;

    /// <summary>Seconds since the stream's first frame.</summary>
    public double Seconds => Nanoseconds / 1e9;

    /// <summary>The duration between two moments of the same stream.</summary>
    public static TimeSpan operator -(MediaTime later, MediaTime earlier) => TimeSpan.FromTicks((later.Nanoseconds - earlier.Nanoseconds) / TimeSpan.NanosecondsPerTick);

    /// <summary>The moment a duration later.</summary>
    public static MediaTime operator +(MediaTime time, TimeSpan duration) => new(time.Nanoseconds + (duration.Ticks * TimeSpan.NanosecondsPerTick));

    /// <summary>Earlier than.</summary>
    public static bool operator <(MediaTime left, MediaTime right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Later than.</summary>
    public static bool operator >(MediaTime left, MediaTime right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Not later than.</summary>
    public static bool operator <=(MediaTime left, MediaTime right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(MediaTime left, MediaTime right) => left.Nanoseconds >= right.Nanoseconds;

    /// <summary>Same as the minus operator.</summary>
    public static TimeSpan Subtract(MediaTime left, MediaTime right) => left - right;

    /// <summary>Same as the plus operator.</summary>
    public static MediaTime Add(MediaTime left, TimeSpan right) => left + right;

    /// <inheritdoc />
    public int CompareTo(MediaTime other) => Nanoseconds.CompareTo(other.Nanoseconds);
}
