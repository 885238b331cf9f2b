using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Rules.Kinds;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Inference.Tracking;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Gives the rules what the tracker knows after each frame, and reports what they tell.</summary>
/// <param name="engine">Of this camera.</param>
/// <param name="reporter">Makes the facts.</param>
/// <param name="pictures">Null: events have none.</param>
internal sealed class RuleStage(RuleEngine engine, RuleReporter reporter, RulePictures? pictures)
{
    // Of its box a second: what is slower stays in its place while nobody looks.
    private const float StandingSpeedMax = 0.15f;

    private readonly ObservedObject[] _objects = new ObservedObject[ObjectSlots.Capacity];
    private readonly EndedObject[] _ended = new EndedObject[ObjectSlots.Capacity];

    internal RuleEngine Engine => engine;

    /// <summary>Looks at a frame after the tracker.</summary>
    /// <returns>How many events were told.</returns>
    internal int Advance(Tracker tracker, in ScannedArea scanned, in ImageView view, in FrameStamp stamp, in FrameSight seen)
    {
        int objects = Observe(tracker.Active, scanned), ended = Count(tracker.Ended);
        RuleInput input = new(stamp, _objects.AsSpan(0, objects), _ended.AsSpan(0, ended)) { Image = view };
        IReadOnlyList<RuleEvent> events = engine.Advance(input);
        for (int i = 0; i < events.Count; i++)
        {
            string? reduced = null;
            IReadOnlyList<FactKeyFrame> shown = pictures?.Take(events[i], view, stamp, seen, out reduced) ?? [];
            reporter.Report(events[i], stamp, shown, reduced);
        }
        return events.Count;
    }

    /// <summary>The source has ended and does not go on: what lasts ends too.</summary>
    internal void Finish(in FrameStamp stamp)
    {
        foreach (RuleEvent told in engine.Finish(new RuleInput(stamp, [], []))) reporter.Report(told, stamp, []);
    }

    /// <summary>The rule whose list a plate stands on; null if no rule asks for it now.</summary>
    internal RuleDefinition? FindPlateRule(string list, int classId)
    {
        foreach (Rule rule in engine.Rules)
            if (rule is PlateListRule plates && plates.TryHit(list, classId)) return rule.Context.Definition;
        return null;
    }

    private int Observe(IReadOnlyList<Track> tracks, in ScannedArea scanned)
    {
        int count = 0;
        for (int i = 0; i < tracks.Count && count < _objects.Length; i++)
        {
            Track track = tracks[i];
            _objects[count++] = new ObservedObject
            {
                Track = track.Number,
                Identity = track.Identity,
                ClassId = track.ClassId,
                Box = track.Box,
                Sight = SightOf(track, scanned),
                IsReal = track.State is TrackState.Confirmed or TrackState.Lost,
                Score = track.Score,
                Start = track.Start,
                StationarySince = track.StationarySince,
                Continues = track.Continues,
            };
        }
        return count;
    }

    private int Count(IReadOnlyList<Track> tracks)
    {
        int count = 0;
        for (int i = 0; i < tracks.Count && count < _ended.Length; i++) _ended[count++] = new EndedObject(tracks[i].Number, tracks[i].EndReason);
        return count;
    }

    private static ObjectSight SightOf(Track track, in ScannedArea scanned)
    {
        if (track.DetectionIndex >= 0) return ObjectSight.Seen;
        if (track.State == TrackState.Lost) return ObjectSight.Missed;
        if (track.IsStationary) return ObjectSight.Held;
        if (scanned.Covers(track.Box)) return ObjectSight.Missed;
        float speed = MathF.Max(MathF.Abs(track.VelocityX) / MathF.Max(track.Box.Width, 1e-3f), MathF.Abs(track.VelocityY) / MathF.Max(track.Box.Height, 1e-3f));
        return speed <= StandingSpeedMax ? ObjectSight.Held : ObjectSight.Unknown;
    }
}
