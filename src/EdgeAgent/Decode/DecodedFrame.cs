using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// One decoded picture in the planes where the decoder left it. Made once and filled again and again; the planes belong to it until
/// it is filled again or disposed. One thread at a time: hand the whole frame over, not its view.
/// </summary>
internal sealed class DecodedFrame : IDisposable
{
    private AvPicture? _converted;
    private bool _useConverted;
    private bool _filled;

    /// <summary>An empty frame.</summary>
    internal DecodedFrame()
    {
        AvLibraries.EnsureLoaded();
        Picture = AvPicture.Allocate();
    }

    /// <summary>Where the decoder puts its picture.</summary>
    internal AvPicture Picture { get; }

    /// <summary>On the stream's clock, 0 at its first frame; never earlier than the frame before.</summary>
    internal MediaTime Time { get; private set; }

    /// <summary>Counts the decoded frames of the stream from 0.</summary>
    internal long Number { get; private set; }

    /// <summary>Pixels a row; may differ from the frame before.</summary>
    internal int Width => Visible.Width;

    /// <summary>Rows; may differ from the frame before.</summary>
    internal int Height => Visible.Height;

    /// <summary>The planes, nothing copied. Valid until the frame is filled again or disposed.</summary>
    /// <exception cref="InvalidOperationException">No picture was read into this frame.</exception>
    internal ImageView View => Visible.View;

    private AvPicture Visible
    {
        get
        {
            if (!_filled) throw new InvalidOperationException("no picture was read into this frame yet");
            return _useConverted ? _converted! : Picture;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _filled = false;
        Picture.Dispose();
        _converted?.Dispose();
    }

    /// <summary>Empties it before the decoder writes.</summary>
    internal void Clear() => _filled = false;

    /// <summary>Takes what the decoder wrote; converts it if its format has no direct view.</summary>
    /// <exception cref="AvException">The format cannot be converted.</exception>
    internal void Accept(long number, MediaTime time, AvScaler scaler)
    {
        _useConverted = !Picture.IsViewable;
        if (_useConverted)
        {
            _converted ??= AvPicture.Allocate();
            scaler.ToI420(Picture, _converted);
            Picture.Clear();
        }
        Number = number;
        Time = time;
        _filled = true;
    }
}
