using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Tracking;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Makes one <c>track</c> fact, with its key frame, of each track that has ended.</summary>
/// <param name="camera">The camera's name on the wire.</param>
/// <param name="card">The model that saw it.</param>
/// <param name="commit">Takes the fact to the store without waiting.</param>
internal sealed class TrackReporter(string camera, ModelCard card, Action<Fact> commit)
{
    private static readonly EventPrivacy Privacy = new("blurred", "off", null);

    private readonly EventModel _model = new(card.Name, card.Version, card.Sha256);

    /// <summary>Reports a track; called by the analysing thread.</summary>
    /// <param name="track">Ended; not used after the call.</param>
    /// <param name="shots">Gives up the track's picture.</param>
    /// <param name="now">The frame in which the end was noticed.</param>
    internal void Report(Track track, BestShotRecorder shots, in FrameStamp now)
    {
        BestShot? shot = shots.Take(track.Number);
        // Media time runs with the wall clock inside a run, so one pair of both places every other moment.
        DateTimeOffset zero = now.Wall - (now.Media - Inference.Frames.MediaTime.Zero);
        FrameStamp frame = shot?.Frame ?? now;
        commit(new Fact
        {
            Camera = camera,
            Type = "track",
            Subject = Guid.CreateVersion7(zero + (track.Start - Inference.Frames.MediaTime.Zero)).ToString(),
            Time = frame.Wall,
            Data = new EventData
            {
                Frame = new EventFrame(frame.Wall, frame.Width, frame.Height, frame.Number),
                Model = _model,
                Object = Describe(track, shot),
                Track = new EventTrack(
                    zero + (track.Start - Inference.Frames.MediaTime.Zero),
                    zero + (track.LastSeen - Inference.Frames.MediaTime.Zero),
                    NameOf(track.EndReason), track.Hits, PathOf(track)),
                Privacy = Privacy,
            },
            KeyFrames = shot is null ? [] : [KeyFrameOf(shot)],
        });
        if (shot is not null) shots.Return(shot);
    }

    private EventObject Describe(Track track, BestShot? shot)
    {
        IReadOnlyList<string> names = ObjectClass.WireNames(card.Labels[track.ClassId]);
        float sum = 0;
        foreach (float score in track.ScoreSums) sum += score;
        // The general class is as sure as the best sighting; the particular one only as far as the sightings agreed on it.
        List<EventClass> classes = [new(names[0], track.Score)];
        if (names.Count > 1) classes.Add(new(names[1], track.Score * track.ScoreSums[track.ClassId] / sum));
        Inference.Frames.BoundingBox box = (shot?.Subject.Box ?? track.Box).ClipToFrame();
        return new EventObject(track.Number, classes, new EventBox(box.X, box.Y, box.Width, box.Height));
    }

    private static List<EventPathPoint> PathOf(Track track)
    {
        List<EventPathPoint> path = new(track.Path.Length);
        foreach (PathPoint point in track.Path)
            path.Add(new EventPathPoint((point.Time - track.Start).TotalSeconds, Math.Clamp(point.X, 0, 1), Math.Clamp(point.Y, 0, 1)));
        return path;
    }

    private static FactKeyFrame KeyFrameOf(BestShot shot) => new()
    {
        Role = "subject",
        Jpeg = shot.Jpeg.ToArray(),
        Width = shot.Width,
        Height = shot.Height,
        Time = shot.Frame.Wall,
        Masking = HeadMasker.Name,
    };

    private static string NameOf(TrackEndReason reason) => reason switch
    {
        TrackEndReason.Left => "left",
        TrackEndReason.Lost => "lost",
        TrackEndReason.EndOfStream => "end-of-stream",
        _ => "other",
    };
}
