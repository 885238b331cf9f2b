using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// Chooses the frames in which a camera's vehicles are read: 5 times a second a slow one, up to 15 times a fast one, once a second when
/// the vote is settled; and over all vehicles no more work than a share a frame. The work is counted by the number of model runs and
/// their nominal cost, not by a clock, so that a replay chooses the same frames.
/// </summary>
public sealed class PlateSchedule
{
    // Up to this many frames' worth of work may be done at once after a quiet time.
    private const double SavedFramesMax = 12;

    private readonly double _millisecondsPerFrame;
    private double _left;

    /// <summary>A schedule of one camera.</summary>
    /// <param name="millisecondsPerFrame">Work for plates per analysed frame, on average.</param>
    public PlateSchedule(double millisecondsPerFrame = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(millisecondsPerFrame);
        _millisecondsPerFrame = millisecondsPerFrame;
        _left = millisecondsPerFrame;
    }

    /// <summary>The time between two readings of a vehicle.</summary>
    /// <param name="speed">Apparent speed in widths of its own box a second.</param>
    /// <param name="isSettled">Whether more readings can hardly change the vote.</param>
    public static TimeSpan Interval(float speed, bool isSettled)
    {
        if (isSettled) return TimeSpan.FromSeconds(1);
        // A car passes its own width in a second at walking pace, and six times that at 40 km/h seen from the side.
        float readingsPerSecond = Math.Clamp(5 + ((speed - 1) * 2), 5, 15);
        return TimeSpan.FromSeconds(1 / (double)readingsPerSecond);
    }

    /// <summary>A frame is analysed.</summary>
    public void BeginFrame() => _left = Math.Min(_left + _millisecondsPerFrame, SavedFramesMax * _millisecondsPerFrame);

    /// <summary>Whether a vehicle may be read in this frame.</summary>
    /// <param name="now">Time of the frame.</param>
    /// <param name="lastRead">When it was read last; null: never.</param>
    /// <param name="speed">See <see cref="Interval"/>.</param>
    /// <param name="isSettled">See <see cref="Interval"/>.</param>
    public bool Allows(MediaTime now, MediaTime? lastRead, float speed, bool isSettled) =>
        _left > 0 && (lastRead is not { } last || now - last >= Interval(speed, isSettled));

    /// <summary>Counts work that was done.</summary>
    /// <param name="milliseconds">Nominal, from <see cref="PlateTimings.NominalMilliseconds"/>.</param>
    public void Spend(double milliseconds) => _left -= milliseconds;
}
