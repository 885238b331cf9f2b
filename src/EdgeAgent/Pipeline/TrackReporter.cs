using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Tracking;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Makes the facts of each track that has ended: <c>face</c>, if one was seen, and <c>track</c> with its key frame.</summary>
/// <param name="camera">The camera's name on the wire.</param>
/// <param name="card">The model that saw it.</param>
/// <param name="faceCard">The model that sees faces; null if none does.</param>
/// <param name="masking">What is hidden in pictures, and the privacy that events tell.</param>
/// <param name="budget">Is asked for each picture.</param>
/// <param name="commit">Takes the fact to the store without waiting.</param>
internal sealed class TrackReporter(string camera, ModelCard card, ModelCard? faceCard, CameraMasking masking, KeyFrameBudget budget, Action<Fact> commit)
{
    private readonly EventModel _model = new(card.Name, card.Version, card.Sha256);
    private readonly EventModel? _faceModel = faceCard is null ? null : new EventModel(faceCard.Name, faceCard.Version, faceCard.Sha256);

    /// <summary>Reports a track; called by the analysing thread.</summary>
    /// <param name="track">Ended; not used after the call.</param>
    /// <param name="shots">Gives up the track's picture.</param>
    /// <param name="notes">What was seen of it more closely; null if it was not looked at.</param>
    /// <param name="now">The frame in which the end was noticed.</param>
    internal void Report(Track track, BestShotRecorder shots, TrackNotes? notes, in FrameStamp now)
    {
        BestShot? shot = shots.Take(track.Number);
        // Media time runs with the wall clock inside a run, so one pair of both places every other moment.
        DateTimeOffset zero = now.Wall - (now.Media - MediaTime.Zero);
        FrameStamp frame = shot?.Frame ?? now;
        string subject = track.Identity.ToString();
        List<FactKeyFrame> pictures = PicturesOf(shot, now.Media, out string? reduced);
        if (notes is { Face.HasFace: true }) ReportFace(subject, notes);
        commit(new Fact
        {
            Camera = camera,
            Type = "track",
            Subject = subject,
            Time = frame.Wall,
            Data = new EventData
            {
                Frame = EventFrameOf(frame),
                Model = _model,
                Object = Describe(track, shot, notes),
                Track = new EventTrack(
                    zero + (track.Start - MediaTime.Zero), zero + (track.LastSeen - MediaTime.Zero), NameOf(track.EndReason), track.Hits, PathOf(track)),
                Privacy = masking.Events,
                KeyFramesReduced = reduced,
            },
            KeyFrames = pictures,
        });
        if (shot is not null) shots.Return(shot);
    }

    // Without a picture: a face is masked in every picture, so that one of it alone would show nothing.
    private void ReportFace(string subject, TrackNotes notes) => commit(new Fact
    {
        Camera = camera,
        Type = "face",
        Subject = subject,
        Time = notes.FaceFrame.Wall,
        Data = new EventData
        {
            Frame = EventFrameOf(notes.FaceFrame),
            Model = _faceModel,
            Face = FaceDescription.Of(notes.Face, notes.FaceFrame.Width, notes.FaceFrame.Height),
            Privacy = masking.Events,
        },
    });

    private EventObject Describe(Track track, BestShot? shot, TrackNotes? notes)
    {
        IReadOnlyList<string> names = ObjectClass.WireNames(card.Labels[track.ClassId]);
        float sum = 0;
        foreach (float score in track.ScoreSums) sum += score;
        // The general class is as sure as the best sighting; the particular one only as far as the sightings agreed on it.
        List<EventClass> classes = [new(names[0], track.Score)];
        if (names.Count > 1) classes.Add(new(names[1], track.Score * track.ScoreSums[track.ClassId] / sum));
        BoundingBox box = (shot?.Subject.Box ?? track.Box).ClipToFrame();
        return new EventObject(
            track.Number, classes, new EventBox(box.X, box.Y, box.Width, box.Height), notes is null ? null : ColorDescription.Of(notes, names[0]));
    }

    private static List<EventPathPoint> PathOf(Track track)
    {
        List<EventPathPoint> path = new(track.Path.Length);
        foreach (PathPoint point in track.Path)
            path.Add(new EventPathPoint((point.Time - track.Start).TotalSeconds, Math.Clamp(point.X, 0, 1), Math.Clamp(point.Y, 0, 1)));
        return path;
    }

    private static EventFrame EventFrameOf(in FrameStamp frame) => new(frame.Wall, frame.Width, frame.Height, frame.Number);

    private List<FactKeyFrame> PicturesOf(BestShot? shot, MediaTime now, out string? reduced)
    {
        reduced = null;
        if (shot is null) return [];
        List<FactKeyFrame> pictures = new(2);
        bool leftOut = !TryAdd(KeyFrameRole.Subject, shot.Jpeg, (shot.Width, shot.Height));
        if (!shot.Scene.IsEmpty) leftOut |= !TryAdd(KeyFrameRole.Scene, shot.Scene, shot.SceneSize);
        reduced = budget.NoteOf(leftOut, now);
        return pictures;

        bool TryAdd(KeyFrameRole role, ReadOnlySpan<byte> jpeg, (int Width, int Height) size)
        {
            if (!budget.TryTake(role, jpeg.Length, now)) return false;
            pictures.Add(new FactKeyFrame
            {
                Role = MaskingPolicy.WireName(role),
                Jpeg = jpeg.ToArray(),
                Width = size.Width,
                Height = size.Height,
                Time = shot.Frame.Wall,
                Masking = masking.Policy.NameFor(role),
            });
            return true;
        }
    }

    private static string NameOf(TrackEndReason reason) => reason switch
    {
        TrackEndReason.Left => "left",
        TrackEndReason.Lost => "lost",
        TrackEndReason.EndOfStream => "end-of-stream",
        _ => "other",
    };
}
