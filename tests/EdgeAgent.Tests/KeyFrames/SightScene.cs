using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Tests.KeyFrames;

/// <summary>A noisy picture of 640x480 and a real tracker that is given made-up detections of it, ten frames a second.</summary>
internal sealed class SightScene : IDisposable
{
    internal const int Width = 640;
    internal const int Height = 480;
    internal const int Person = 0;
    internal const int Car = 2;

    private readonly PictureBuffer _picture;
    private int _frames;

    internal SightScene() => _picture = TestPictures.Noisy(new PicturePool(), Width, Height, seed: 1);

    internal Tracker Tracker { get; } = new(new TrackerOptions(), start => Guid.CreateVersion7(WallOfZero + (start - MediaTime.Zero)));

    internal ImageView View => _picture.View;

    /// <summary>Of the newest frame.</summary>
    internal FrameStamp Stamp { get; private set; }

    /// <summary>What was given last; tracks' indices point into it.</summary>
    internal Detection[] Detections { get; private set; } = [];

    internal FrameSight Sight => new(Detections, Detections, Tracker.Active);

    /// <summary>A masker of a detector with persons and cars, which hides the most by default.</summary>
    internal static PictureMasker Masker(MaskingPolicy? policy = null) => new(["person", "bicycle", "car"], policy ?? new MaskingPolicy());

    /// <summary>An encoder of usual settings that hides the most.</summary>
    internal static KeyFrameEncoder Encoder(KeyFrameSettings? settings = null) => new(Masker(), new KeyFrameBudget(settings ?? new KeyFrameSettings()));

    internal static DateTimeOffset WallOfZero { get; } = new(2026, 3, 1, 8, 15, 0, TimeSpan.Zero);

    internal static Detection Seen(float x, float y, float score, int classId = Person) =>
        new(new BoundingBox(x, y, 0.1f, 0.3f), score, classId);

    /// <summary>The next frame.</summary>
    internal void Show(params Detection[] detections)
    {
        TimeSpan at = TimeSpan.FromMilliseconds(100 * _frames);
        Stamp = new FrameStamp(_frames++, MediaTime.Zero + at, WallOfZero + at, Width, Height);
        Detections = detections;
        Tracker.Update(Stamp.Media, detections);
    }

    public void Dispose() => _picture.Dispose();
}
