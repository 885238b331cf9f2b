using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>Limits of a <see cref="Tracker"/>. All times are media time.</summary>
public sealed record TrackerOptions
{
    /// <summary>Which classes may flip on one object; must cover every class id of the detector.</summary>
    public ClassGroups Classes { get; init; } = ClassGroups.Coco80;

    /// <summary>
    /// Score from which an unmatched detection starts a track. Lower values (0.30, 0.35) find nobody more on vtest.avi, since
    /// <see cref="RealScore"/> decides what is believed, and cost tentative tracks.
    /// </summary>
    public float StartScore { get; init; } = 0.4f;

    /// <summary>Score from which a detection takes part in the first association, also with lost tracks.</summary>
    public float ContinueScore { get; init; } = 0.35f;

    /// <summary>Score from which a detection may keep a track alive that was seen in the update before. Lower ones are not looked at.</summary>
    public float LowScore { get; init; } = 0.1f;

    /// <summary>Hits that a track needs to be believed.</summary>
    public int ConfirmHits { get; init; } = 3;

    /// <summary>
    /// A track is believed when the median of its newest 10 scores (0 for a look that did not find it) reaches this, for good. For one
    /// that has moved by half its size <see cref="StartScore"/> is enough: what passes for an object and is none mostly stands still.
    /// </summary>
    public float RealScore { get; init; } = 0.45f;

    /// <summary>How long a track that is not believed yet may be looked for in vain.</summary>
    public TimeSpan TentativeFor { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How long a believed track is kept and predicted while it is looked for in vain.</summary>
    public TimeSpan LostFor { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The same for a stationary one whose place looks different: somebody may stand before it.</summary>
    public TimeSpan StationaryLostFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a track may go without being seen in any case, whether it was looked for or not.</summary>
    public TimeSpan UnseenFor { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How long a box must stay in its place for the object to be stationary.</summary>
    public TimeSpan StationaryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stationary object that no track stands for is remembered.</summary>
    public TimeSpan RememberFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Overlap (IoU) of a track's predicted box and a strong detection from which they may match.</summary>
    public float StrongOverlap { get; init; } = 0.2f;

    /// <summary>
    /// The same for a weak detection. With 0.4 instead of ByteTrack's 0.5 the persons of vtest.avi are missed less (mean error 0.69 for
    /// 0.75 at 10 frames a second, 1.25 for 1.38 at 2), with less still it takes in more that stands still.
    /// </summary>
    public float WeakOverlap { get; init; } = 0.4f;

    /// <summary>Overlap (IoU) from which two boxes of one class group are one object.</summary>
    public float DuplicateOverlap { get; init; } = 0.8f;

    /// <summary>How long two confirmed tracks must lie on each other before the younger is ended as a duplicate.</summary>
    public TimeSpan DuplicateAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most tracks at a time. When full, no new track starts (see <see cref="Tracker.RefusedStarts"/>).</summary>
    public int TracksMax { get; init; } = 100;

    /// <summary>Throws one message with every fault.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Validate()
    {
        List<string> faults = [];
        void Require(bool good, string fault)
        {
            if (!good) faults.Add(fault);
        }
        void RequireDuration(TimeSpan value, string name) => Require(value > TimeSpan.Zero, $"{name} is {value}: use more than 0");
        Require(LowScore is >= 0 and <= 1, $"LowScore is {LowScore}: use 0..1");
        Require(ContinueScore >= LowScore && ContinueScore <= 1, $"ContinueScore is {ContinueScore}: use LowScore..1");
        Require(StartScore >= ContinueScore && StartScore <= 1, $"StartScore is {StartScore}: use ContinueScore..1");
        Require(RealScore is >= 0 and <= 1, $"RealScore is {RealScore}: use 0..1");
        Require(ConfirmHits >= 1, $"ConfirmHits is {ConfirmHits}: use 1 or more");
        RequireDuration(TentativeFor, nameof(TentativeFor));
        RequireDuration(LostFor, nameof(LostFor));
        RequireDuration(StationaryLostFor, nameof(StationaryLostFor));
        RequireDuration(UnseenFor, nameof(UnseenFor));
        RequireDuration(StationaryAfter, nameof(StationaryAfter));
        RequireDuration(RememberFor, nameof(RememberFor));
        Require(DuplicateAfter >= TimeSpan.Zero, $"DuplicateAfter is {DuplicateAfter}: use 0 or more");
        Require(StrongOverlap is > 0 and < 1, $"StrongOverlap is {StrongOverlap}: use more than 0 and less than 1");
        Require(WeakOverlap is > 0 and < 1, $"WeakOverlap is {WeakOverlap}: use more than 0 and less than 1");
        Require(DuplicateOverlap is > 0 and <= 1, $"DuplicateOverlap is {DuplicateOverlap}: use more than 0 up to 1");
        Require(TracksMax is >= 1 and <= 1000, $"TracksMax is {TracksMax}: use 1..1000");
        if (faults.Count > 0) throw new ArgumentException("tracker options: " + string.Join("; ", faults));
    }
}
