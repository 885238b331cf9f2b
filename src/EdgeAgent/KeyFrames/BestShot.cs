using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>The best picture of one track so far: the encoded and masked crop, nothing else of the frame. Reused by its recorder.</summary>
internal sealed class BestShot
{
    // A crop of usual size; larger ones grow it.
    private const int BytesMin = 16 * 1024;

    private byte[] _jpeg = new byte[BytesMin];
    private int _jpegBytes;

    /// <summary>The frame it was cut from.</summary>
    internal FrameStamp Frame { get; private set; }

    /// <summary>The object in that frame.</summary>
    internal Detection Subject { get; private set; }

    /// <summary>What it was chosen by; see <see cref="ShotQuality"/>.</summary>
    internal float Quality { get; private set; }

    /// <summary>Pixels a row of the key frame.</summary>
    internal int Width { get; private set; }

    /// <summary>Rows of the key frame.</summary>
    internal int Height { get; private set; }

    internal ReadOnlySpan<byte> Jpeg => _jpeg.AsSpan(0, _jpegBytes);

    internal void Set(in FrameStamp frame, in Detection subject, float quality, in CropPlan crop)
    {
        (Frame, Subject, Quality) = (frame, subject, quality);
        (Width, Height) = (crop.Width, crop.Height);
    }

    internal void SetJpeg(ReadOnlySpan<byte> jpeg)
    {
        // Grown in steps, so that a shot which gets a little better each time does not allocate each time.
        if (_jpeg.Length < jpeg.Length) _jpeg = new byte[jpeg.Length * 5 / 4];
        jpeg.CopyTo(_jpeg);
        _jpegBytes = jpeg.Length;
    }

    internal void Clear()
    {
        Quality = 0;
        _jpegBytes = 0;
    }
}
