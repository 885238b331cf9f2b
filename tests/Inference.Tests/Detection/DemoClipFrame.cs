using System.Diagnostics;
using System.Globalization;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Detection;

/// <summary>One frame of the demo clip (768x576, 4:2:0), decoded by the ffmpeg program: this project has no decoder.</summary>
internal sealed class DemoClipFrame
{
    private const int Width = 768;
    private const int Height = 576;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly byte[] _planes = new byte[Width * Height * 3 / 2];

    internal ImageView View => new(
        PixelLayout.I420, Width, Height, fullRange: false, ColorMatrix.Bt601,
        _planes.AsSpan(0, Width * Height), Width, _planes.AsSpan(Width * Height, Width * Height / 4), _planes.AsSpan(Width * Height * 5 / 4), Width / 2);

    internal static async Task<DemoClipFrame> ReadAsync(string clip, double seconds)
    {
        string at = seconds.ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = new("ffmpeg", ["-v", "error", "-nostdin", "-ss", at, "-i", clip, "-frames:v", "1", "-pix_fmt", "yuv420p", "-f", "rawvideo", "-"])
        {
            RedirectStandardOutput = true,
        };
        using Process ffmpeg = Process.Start(start)!;
        using CancellationTokenSource deadline = new(Patience);
        DemoClipFrame frame = new();
        await ffmpeg.StandardOutput.BaseStream.ReadExactlyAsync(frame._planes, deadline.Token);
        await ffmpeg.WaitForExitAsync(deadline.Token);
        return frame;
    }
}
