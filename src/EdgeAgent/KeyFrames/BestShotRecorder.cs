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
internal sealed class BestShotRecorder : IDisposable
{
    // Ready from the start, with room for a picture of usual size: tracks that come then cost no memory of their own.
    private const int ShotsReady = 32;

    /// <summary>A track's shot is replaced at most this often: a better one a moment later is as good.</summary>
    private static readonly TimeSpan ReplaceInterval = TimeSpan.FromMilliseconds(200);

    private readonly PictureMasker _masker;
    private readonly Dictionary<int, BestShot> _shots = new(ShotsReady);
    private readonly Stack<BestShot> _spare = new(ShotsReady);
    private readonly KeyFrameEncoder _encoder;
    private readonly MainStreamPixels? _main;

    /// <summary>For one camera.</summary>
    /// <param name="masker">Masks every shot.</param>
    /// <param name="jpegQuality">1 to 100.</param>
    /// <param name="main">Larger pictures of the same moments; borrowed, null for none.</param>
    internal BestShotRecorder(PictureMasker masker, int jpegQuality, MainStreamPixels? main = null)
    {
        (_masker, _main) = (masker, main);
        _encoder = new KeyFrameEncoder(jpegQuality);
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
            float quality = ShotQuality.Of(subject);
            bool known = _shots.TryGetValue(track.Number, out BestShot? shot);
            if (known && (quality < shot!.Quality * ShotQuality.Hysteresis || stamp.Media - shot.Frame.Media < ReplaceInterval)) continue;
            if (!known) _shots.Add(track.Number, shot = _spare.TryPop(out BestShot? spare) ? spare : new BestShot());
            ImageView pixels = _main?.Find(stamp) is { } large ? large.View : frame;
            CropPlan crop = CropPlan.Around(subject.Box, pixels.Width, pixels.Height);
            shot!.Set(stamp, subject, quality, crop);
            shot.SetJpeg(_encoder.Encode(pixels, crop, _masker, KeyFrameRole.Subject, seen));
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

    /// <inheritdoc />
    public void Dispose() => _encoder.Dispose();
}
