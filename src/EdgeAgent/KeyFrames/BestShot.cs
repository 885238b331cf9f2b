using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>The best picture of one track so far: the encoded and masked crop, nothing else of the frame. Reused by its recorder.</summary>
internal sealed class BestShot
{
    // A crop of usual size; larger ones grow it.
    private const int BytesMin = 16 * 1024;

    private byte[] _jpeg = new byte[BytesMin], _scene = [];
    private int _jpegBytes, _sceneBytes;

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

    /// <summary>The whole frame of the same moment; empty if it was not asked for.</summary>
    internal ReadOnlySpan<byte> Scene => _scene.AsSpan(0, _sceneBytes);

    /// <summary>Pixels a row of the scene, and its rows.</summary>
    internal (int Width, int Height) SceneSize { get; private set; }

    internal void Set(in FrameStamp frame, in Detection subject, float quality, in CropPlan crop)
    {
        (Frame, Subject, Quality) = (frame, subject, quality);
        (Width, Height) = (crop.Width, crop.Height);
    }

    internal void SetJpeg(ReadOnlySpan<byte> jpeg)
    {
        Keep(jpeg, ref _jpeg);
        _jpegBytes = jpeg.Length;
    }

    internal void SetScene(ReadOnlySpan<byte> jpeg, in CropPlan crop)
    {
        Keep(jpeg, ref _scene);
        _sceneBytes = jpeg.Length;
        SceneSize = (crop.Width, crop.Height);
    }

    // Grown in steps, so that a shot which gets a little better each time does not allocate each time.
    private static void Keep(ReadOnlySpan<byte> jpeg, ref byte[] into)
    {
        if (into.Length < jpeg.Length) into = new byte[jpeg.Length * 5 / 4];
        jpeg.CopyTo(into);
    }

    internal void Clear()
    {
        Quality = 0;
        (_jpegBytes, _sceneBytes) = (0, 0);
    }
}
