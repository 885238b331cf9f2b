using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// One decoded picture in the planes where the decoder left it. Made once and filled again and again; the planes belong to it until
/// it is filled again or disposed. One thread at a time: hand the whole frame over, not its view.
/// </summary>
internal sealed class DecodedFrame : IDisposable
{
    private AvPicture? _converted, _turned;
    private AvPicture? _visible;

    /// <summary>An empty frame.</summary>
    internal DecodedFrame()
    {
        AvLibraries.EnsureLoaded();
        Picture = AvPicture.Allocate();
    }

    /// <summary>Where the decoder puts its picture.</summary>
    internal AvPicture Picture { get; }

    /// <summary>On the stream's clock, 0 at its first frame; never earlier than the frame before.</summary>
    internal MediaTime Time => Moment.Media;

    /// <summary>The same moment on the other clocks, for finding it in another stream of the camera.</summary>
    internal FrameMoment Moment { get; private set; }

    /// <summary>Counts the decoded frames of the stream from 0.</summary>
    internal long Number { get; private set; }

    /// <summary>Pixels a row; may differ from the frame before.</summary>
    internal int Width => Visible.Width;

    /// <summary>Rows; may differ from the frame before.</summary>
    internal int Height => Visible.Height;

    /// <summary>The planes, nothing copied. Valid until the frame is filled again or disposed.</summary>
    /// <exception cref="InvalidOperationException">No picture was read into this frame.</exception>
    internal ImageView View => Visible.View;

    private AvPicture Visible => _visible ?? throw new InvalidOperationException("no picture was read into this frame yet");

    /// <inheritdoc />
    public void Dispose()
    {
        _visible = null;
        Picture.Dispose();
        _converted?.Dispose();
        _turned?.Dispose();
    }

    /// <summary>Empties it before the decoder writes.</summary>
    internal void Clear() => _visible = null;

    /// <summary>
    /// Takes what the decoder wrote. It is converted if its format has no direct view, and turned upright if the picture, or else its
    /// stream, says that it lies: here, and not in the tensor alone, since motion, tracks and key frames look at the same pixels.
    /// </summary>
    /// <exception cref="AvException">The format cannot be converted.</exception>
    internal void Accept(long number, in FrameMoment moment, AvScaler scaler, AvOrientation ofStream)
    {
        AvOrientation orientation = Picture.Orientation ?? ofStream;
        bool turn = orientation != AvOrientation.Upright;
        AvPicture visible = Picture;
        if (!Picture.IsViewable || (turn && Picture.View.Layout != PixelLayout.I420))
        {
            _converted ??= AvPicture.Allocate();
            scaler.ToI420(Picture, _converted);
            visible = _converted;
        }
        if (turn)
        {
            _turned ??= AvPicture.Allocate();
            _turned.TurnFrom(visible.View, orientation);
            visible = _turned;
        }
        if (visible != Picture) Picture.Clear();
        Number = number;
        Moment = moment;
        _visible = visible;
    }
}
