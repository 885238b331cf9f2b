using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Plates;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// Reads the plates of vehicles while they pass: by turns, as often as the schedule allows, and reports a plate once early and once
/// when the vehicle has gone. On only where the operator has stated a purpose.
/// </summary>
internal sealed class PlateStage
{
    private const int NotesReady = 16;

    // A vehicle whose plate more readings hardly change: enough of them, nearly certain.
    private const float SettledConfidence = 0.95f;

    private readonly SharedPlateRecognizer _recognizer;
    private readonly PlateReporter _reporter;
    private readonly bool[] _isVehicle;
    private readonly PlateSchedule _schedule = new();
    private readonly PlateMemory _memory = new();
    private readonly KeyFrameEncoder _encoder;
    private readonly Dictionary<int, PlateNotes> _notes = new(NotesReady);
    private readonly Stack<PlateNotes> _spare = new(NotesReady);
    private int _turn;

    /// <summary>For one camera.</summary>
    /// <param name="recognizer">Shared with the other cameras; borrowed.</param>
    /// <param name="labels">Of the object detector.</param>
    /// <param name="encoder">Makes the pictures of plates; borrowed.</param>
    /// <param name="reporter">Makes the facts.</param>
    internal PlateStage(SharedPlateRecognizer recognizer, IReadOnlyList<string> labels, KeyFrameEncoder encoder, PlateReporter reporter)
    {
        _recognizer = recognizer;
        _reporter = reporter;
        _isVehicle = [.. labels.Select(VehicleMasker.IsVehicle)];
        _encoder = encoder;
        for (int i = 0; i < NotesReady; i++) _spare.Push(new PlateNotes(recognizer.CreateVote()));
    }

    /// <summary>Reads the vehicles whose turn it is in this frame.</summary>
    internal void Look(in ImageView frame, in FrameStamp stamp, in FrameSight seen)
    {
        _schedule.BeginFrame();
        int count = seen.Tracks.Count;
        if (count == 0) return;
        _turn = (_turn + 1) % count;
        for (int i = 0; i < count; i++)
        {
            Track track = seen.Tracks[(i + _turn) % count];
            if (track.State != TrackState.Confirmed || track.DetectionIndex < 0 || !_isVehicle[track.ClassId]) continue;
            // One that stands still was read when it came.
            if (track.IsStationary) continue;
            PlateNotes notes = NotesOf(track.Number);
            if (notes.IsOldNews) continue;
            BoundingBox box = seen.Tracked[track.DetectionIndex].Box;
            if (_schedule.Allows(stamp.Media, notes.LastRead, Speed(track, box), IsSettled(notes))) Read(frame, stamp, seen, track, box, notes);
        }
    }

    /// <summary>Reports the plate of a track that has ended, if its readings agree on one.</summary>
    /// <param name="track">Ended.</param>
    internal void End(Track track)
    {
        if (!_notes.Remove(track.Number, out PlateNotes? notes)) return;
        if (notes.Vote.TryDecide(out PlateVerdict verdict) && verdict.IsPublishable && (notes.IsPreviewed || IsNews(notes, verdict)))
            _reporter.Report(track, verdict, notes.Evidence, isFinal: true);
        notes.Clear();
        _spare.Push(notes);
    }

    /// <summary>Forgets a track that is not reported.</summary>
    internal void Drop(int trackNumber)
    {
        if (!_notes.Remove(trackNumber, out PlateNotes? notes)) return;
        notes.Clear();
        _spare.Push(notes);
    }

    private void Read(in ImageView frame, in FrameStamp stamp, in FrameSight seen, Track track, in BoundingBox box, PlateNotes notes)
    {
        bool found = _recognizer.ReadVehicle(frame, box, out PlateSighting sighting, out PlateTimings timings);
        _schedule.Spend(timings.NominalMilliseconds);
        notes.LastRead = stamp.Media;
        if (!found || !notes.Vote.Add(sighting, stamp.Media) || !notes.Vote.TryDecide(out PlateVerdict verdict)) return;
        // The evidence is the frame that was read: it is cut and encoded while it is here.
        if (verdict.EvidenceTime == stamp.Media) KeepEvidence(frame, stamp, seen, sighting, track, notes);
        if (notes.IsPreviewed || !notes.Vote.HasPreview || !verdict.IsPublishable || !IsNews(notes, verdict)) return;
        notes.IsPreviewed = true;
        _reporter.Report(track, verdict, notes.Evidence, isFinal: false);
    }

    private bool IsNews(PlateNotes notes, in PlateVerdict verdict)
    {
        bool isNews = _memory.IsNews(verdict.Reading.Text, verdict.EvidenceTime);
        notes.IsOldNews = !isNews;
        return isNews;
    }

    private void KeepEvidence(
        in ImageView frame, in FrameStamp stamp, in FrameSight seen, in PlateSighting sighting, Track track, PlateNotes notes)
    {
        CropPlan crop = _encoder.PlanAround(sighting.Plate, KeyFrameRole.Plate, frame);
        notes.Evidence.Set(stamp, new Detection(sighting.Plate, sighting.DetectorScore, track.ClassId), sighting.Reading.Confidence, crop);
        notes.Evidence.SetJpeg(_encoder.Encode(frame, crop, KeyFrameRole.Plate, stamp, seen));
    }

    private static bool IsSettled(PlateNotes notes) =>
        notes.Vote.HasPreview && notes.Vote.TryDecide(out PlateVerdict verdict) && verdict.Reading.Confidence >= SettledConfidence;

    // In widths of its own box a second.
    private static float Speed(Track track, in BoundingBox box) =>
        MathF.Sqrt((track.VelocityX * track.VelocityX) + (track.VelocityY * track.VelocityY)) / MathF.Max(box.Width, 0.01f);

    private PlateNotes NotesOf(int trackNumber)
    {
        if (_notes.TryGetValue(trackNumber, out PlateNotes? notes)) return notes;
        notes = _spare.TryPop(out PlateNotes? spare) ? spare : new PlateNotes(_recognizer.CreateVote());
        _notes.Add(trackNumber, notes);
        return notes;
    }
}
