using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>
/// The pixels of key frames from a camera's main stream, while its sub-stream is analysed. A frame is looked for once, however many
/// shots it gives; boxes are in parts of the frame and fit both streams. The analysing thread asks.
/// </summary>
/// <param name="source">The main stream.</param>
/// <param name="time">The same as of the sub-stream's decoder.</param>
/// <param name="count">Told once for each frame that was looked for.</param>
/// <param name="say">Takes a sentence for the operator; any thread.</param>
internal sealed class MainStreamPixels(VideoSource source, TimeProvider time, Action<MainPicture> count, Action<string> say) : IDisposable
{
    /// <summary>How far the proportions of the two pictures may differ: cameras round their sizes to whole blocks.</summary>
    internal const float AspectDifferenceMax = 0.02f;

    // Somebody may set the camera right while the agent runs; until then the large pictures are not decoded in vain.
    private static readonly TimeSpan OtherAspectPause = TimeSpan.FromMinutes(1);

    private readonly DecodedFrame _picture = new();
    private MainStreamPictures? _pictures;
    private MediaTime _pauseEnd = MediaTime.Zero;
    private long _lookedFor = -1;
    private bool _found, _toldAspect, _isBroken;

    /// <summary>Begins to read; before the first frame is analysed.</summary>
    /// <exception cref="VideoSourceException">It is a file that cannot be opened. A camera is waited for.</exception>
    internal void Start() => _pictures = MainStreamPictures.Start(source, new MainStreamOptions(), time, say);

    /// <summary>The main stream's picture of a frame; null: take the sub-stream's pixels.</summary>
    /// <param name="stamp">Of the frame of the sub-stream.</param>
    /// <returns>Upright, in the frame's proportions; valid until another frame is asked for.</returns>
    internal DecodedFrame? Find(in FrameStamp stamp)
    {
        if (stamp.Number != _lookedFor)
        {
            _lookedFor = stamp.Number;
            MainPicture result = stamp.Media < _pauseEnd ? MainPicture.OtherAspect : LookFor(stamp);
            _found = result == MainPicture.Decoded;
            count(result);
        }
        return _found ? _picture : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _pictures?.Dispose();
        _picture.Dispose();
    }

    private MainPicture LookFor(in FrameStamp stamp)
    {
        if (_pictures is null || _isBroken) return MainPicture.Away;
        MainPicture result;
        try
        {
            result = _pictures.TryDecode(stamp.Moment, _picture);
        }
        catch (VideoSourceException e)
        {
            // A file that breaks off takes nothing from what is analysed; it is not read again.
            _isBroken = true;
            say($"{e.Message}. Key frames come from the sub-stream.");
            return MainPicture.Away;
        }
        return result == MainPicture.Decoded && !Fits(stamp) ? MainPicture.OtherAspect : result;
    }

    private bool Fits(in FrameStamp stamp)
    {
        float ratio = _picture.Width * (float)stamp.Height / (_picture.Height * (float)stamp.Width);
        if (MathF.Abs(ratio - 1) <= AspectDifferenceMax) return true;
        _pauseEnd = stamp.Media + OtherAspectPause;
        if (!_toldAspect)
        {
            say($"{source.Display} has pictures of {_picture.Width}x{_picture.Height}, the sub-stream of {stamp.Width}x{stamp.Height}: their "
                + "proportions differ, so that key frames come from the sub-stream; set both streams of the camera to one aspect ratio.");
        }
        _toldAspect = true;
        return false;
    }
}
