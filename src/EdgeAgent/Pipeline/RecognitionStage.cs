using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Attributes;
using SafeCity.Edge.Inference.Recognition.Faces;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// Looks closer at tracked objects: faces of persons, colours of clothes and vehicles. Few looks a frame, spread over the tracks by
/// turns, so that a crowd does not slow a frame down. Allocates nothing once its notes are warm.
/// </summary>
internal sealed class RecognitionStage
{
    private const int FaceLooksMax = 2;
    private const int ColorLooksMax = 2;
    private const int ColorsMax = 2;
    private const int NotesReady = 64;

    // Colours of a track hardly change; what changes is the light it walks through.
    private static readonly TimeSpan ColorInterval = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<string> _labels;
    private readonly FaceFinder? _finder;
    private readonly ColorFinder _colors = new();
    private readonly Dictionary<int, TrackNotes> _notes = new(NotesReady);
    private readonly Stack<TrackNotes> _spare = new(NotesReady);
    private readonly Track[] _due = new Track[FaceLooksMax];
    private readonly BoundingBox[] _persons = new BoundingBox[FaceLooksMax];
    private readonly FaceDetection[] _faces = new FaceDetection[FaceLooksMax];
    private readonly ObjectColor[] _found = new ObjectColor[ColorsMax];
    private int _turn;

    /// <summary>For one camera.</summary>
    /// <param name="labels">Of the object detector.</param>
    /// <param name="faces">Borrowed; null: faces are not looked for.</param>
    internal RecognitionStage(IReadOnlyList<string> labels, IDetector<FaceDetection>? faces)
    {
        _labels = labels;
        _finder = faces is null ? null : new FaceFinder(faces);
        for (int i = 0; i < NotesReady; i++) _spare.Push(new TrackNotes());
    }

    /// <summary>Looks at some of the tracks that were seen in this frame.</summary>
    internal void Look(in ImageView frame, in FrameStamp stamp, in FrameSight seen)
    {
        int count = seen.Tracks.Count, due = 0, colors = 0;
        if (count == 0) return;
        _turn = (_turn + 1) % count;
        for (int i = 0; i < count; i++)
        {
            Track track = seen.Tracks[(i + _turn) % count];
            if (track.State != TrackState.Confirmed || track.DetectionIndex < 0) continue;
            TrackNotes notes = NotesOf(track.Number);
            bool isPerson = IsPerson(track);
            if (_finder is not null && isPerson && due < FaceLooksMax && notes.Sampling.IsDue(stamp.Media, track.Box, frame.Width, frame.Height))
            {
                _due[due] = track;
                _persons[due++] = track.Box;
            }
            if (colors < ColorLooksMax && stamp.Media >= notes.ColorsDue)
            {
                colors++;
                LookAtColors(frame, stamp, seen.Tracked[track.DetectionIndex], isPerson, notes);
            }
        }
        if (due > 0) LookForFaces(frame, stamp, due);
    }

    /// <summary>Hands over the notes of a track that has ended; give them back with <see cref="Return"/>. Null: it was never looked at.</summary>
    internal TrackNotes? Take(int trackNumber) => _notes.Remove(trackNumber, out TrackNotes? notes) ? notes : null;

    internal void Return(TrackNotes notes)
    {
        notes.Clear();
        _spare.Push(notes);
    }

    private TrackNotes NotesOf(int trackNumber)
    {
        if (_notes.TryGetValue(trackNumber, out TrackNotes? notes)) return notes;
        notes = _spare.TryPop(out TrackNotes? spare) ? spare : new TrackNotes();
        _notes.Add(trackNumber, notes);
        return notes;
    }

    private bool IsPerson(Track track) => _labels[track.ClassId] == "person";

    private void LookForFaces(in ImageView frame, in FrameStamp stamp, int due)
    {
        _finder!.Find(frame, _persons.AsSpan(0, due), _faces);
        for (int i = 0; i < due; i++)
        {
            TrackNotes notes = NotesOf(_due[i].Number);
            FaceDetection face = _faces[i];
            if (face.IsFound && notes.Face.Offer(stamp.Media, face, FaceQuality.Measure(frame, face))) notes.FaceFrame = stamp;
            notes.Sampling.Looked(stamp.Media, notes.Face.HasFace ? notes.Face.Quality.Value : 0, face.IsFound);
        }
    }

    private void LookAtColors(in ImageView frame, in FrameStamp stamp, in Detection seen, bool isPerson, TrackNotes notes)
    {
        notes.ColorsDue = stamp.Media + ColorInterval;
        float aspect = (float)frame.Width / frame.Height, weight = seen.Score * seen.Box.Height * frame.Height;
        if (!(weight > 0)) return;
        Vote(frame, isPerson ? ObjectPart.UpperClothing(seen.Box, aspect) : ObjectPart.Vehicle(seen.Box), weight, notes.Colors);
        if (isPerson && ObjectPart.TryLowerClothing(seen.Box, aspect, out ObjectPart lower)) Vote(frame, lower, weight, notes.LowerColors);
    }

    private void Vote(in ImageView frame, in ObjectPart part, float weight, ColorVotes votes) =>
        votes.Add(_found.AsSpan(0, _colors.Find(frame, part, _found)), weight);
}
