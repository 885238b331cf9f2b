using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>
/// Keeps the best picture of every live track as an encoded, masked crop. Memory is bounded by the tracks alive times the size
/// of one JPEG; shots are reused.
/// </summary>
internal sealed class BestShotRecorder
{
    // Ready from the start, with room for a picture of usual size: tracks that come then cost no memory of their own.
    private const int ShotsReady = 32;

    /// <summary>A track's shot is replaced at most this often: a better one a moment later is as good.</summary>
    private static readonly TimeSpan ReplaceInterval = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<int, BestShot> _shots = new(ShotsReady);
    private readonly Stack<BestShot> _spare = new(ShotsReady);
    private readonly KeyFrameEncoder _encoder;
    private readonly MainStreamPixels? _main;

    /// <summary>For one camera.</summary>
    /// <param name="encoder">Masks and encodes every shot; borrowed.</param>
    /// <param name="main">Larger pictures of the same moments; borrowed, null for none.</param>
    internal BestShotRecorder(KeyFrameEncoder encoder, MainStreamPixels? main = null)
    {
        (_encoder, _main) = (encoder, main);
        for (int i = 0; i < ShotsReady; i++) _spare.Push(new BestShot());
    }

    /// <summary>Looks at the tracks that were seen in this frame and replaces the shots that got better.</summary>
    internal void Consider(in ImageView frame, in FrameStamp stamp, in FrameSight seen)
    {
        for (int i = 0; i < seen.Tracks.Count; i++)
        {
            Track track = seen.Tracks[i];
            if (track.State != TrackState.Confirmed || track.DetectionIndex < 0) continue;
            Detection subject = seen.Tracked[track.DetectionIndex];
            bool known = _shots.TryGetValue(track.Number, out BestShot? shot);
            // Most are no better by their size alone: their pixels are not looked at.
            if (known && (ShotQuality.Bound(subject) < shot!.Quality || stamp.Media - shot.Frame.Media < ReplaceInterval)) continue;
            float quality = ShotQuality.Of(subject, frame);
            if (known && !ShotQuality.Replaces(subject, quality, shot!.Subject, shot.Quality)) continue;
            if (!known) _shots.Add(track.Number, shot = _spare.TryPop(out BestShot? spare) ? spare : new BestShot());
            ImageView pixels = _main?.Find(stamp) is { } large ? large.View : frame;
            CropPlan crop = _encoder.PlanAround(subject.Box, KeyFrameRole.Subject, pixels);
            shot!.Set(stamp, subject, quality, crop);
            shot.SetJpeg(_encoder.Encode(pixels, crop, KeyFrameRole.Subject, stamp, seen));
            if (!_encoder.Budget.HasScenes) continue;
            CropPlan whole = CropPlan.Whole(pixels.Width, pixels.Height, _encoder.Budget.SideOf(KeyFrameRole.Scene));
            shot.SetScene(_encoder.Encode(pixels, whole, KeyFrameRole.Scene, stamp, seen), whole);
        }
    }

    /// <summary>Hands over the shot of a track that has ended; give it back with <see cref="Return"/>.</summary>
    internal BestShot? Take(int trackNumber) => _shots.Remove(trackNumber, out BestShot? shot) ? shot : null;

    /// <summary>Forgets the shot of a track that is not reported.</summary>
    internal void Drop(int trackNumber)
    {
        if (Take(trackNumber) is { } shot) Return(shot);
    }

    internal void Return(BestShot shot)
    {
        shot.Clear();
        _spare.Push(shot);
    }
}
