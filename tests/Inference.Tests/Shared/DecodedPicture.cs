using System.Diagnostics;
using System.Globalization;
using System.Text;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Shared;

/// <summary>A picture or one frame of a clip, decoded to 4:2:0 by the ffmpeg program: this project has no decoder.</summary>
internal sealed class DecodedPicture
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly byte[] _planes;

    private DecodedPicture(int width, int height)
    {
        Width = width;
        Height = height;
        _planes = new byte[(width * height) + (2 * ChromaWidth * ((height + 1) / 2))];
    }

    internal int Width { get; }

    internal int Height { get; }

    internal ImageView View => new(
        PixelLayout.I420, Width, Height, fullRange: false, ColorMatrix.Bt601, _planes.AsSpan(0, Width * Height), Width,
        _planes.AsSpan(Width * Height, ChromaLength), _planes.AsSpan((Width * Height) + ChromaLength), ChromaWidth);

    private int ChromaWidth => (Width + 1) / 2;

    private int ChromaLength => ChromaWidth * ((Height + 1) / 2);

    /// <summary>The first picture that passes a filter of ffmpeg's, for example <c>select='eq(n,42)'</c> or <c>scale=320:-2</c>.</summary>
    internal static async Task<DecodedPicture> ReadAsync(string file, string? filter = null) => (await ReadAllAsync(file, filter, 1))[0];

    /// <summary>So many pictures that pass the filter, or fewer if there are no more.</summary>
    internal static async Task<IReadOnlyList<DecodedPicture>> ReadAllAsync(string file, string? filter, int count)
    {
        string[] filters = filter is null ? [] : ["-vf", filter, "-fps_mode", "passthrough"];
        ProcessStartInfo start = new("ffmpeg", ["-v", "error", "-nostdin", "-i", file, .. filters,
            "-frames:v", count.ToString(CultureInfo.InvariantCulture), "-pix_fmt", "yuv420p", "-f", "yuv4mpegpipe", "-"])
        {
            RedirectStandardOutput = true,
        };
        using Process ffmpeg = Process.Start(start)!;
        using CancellationTokenSource deadline = new(Patience);
        using BufferedStream stream = new(ffmpeg.StandardOutput.BaseStream);
        string[] header = ReadLine(stream)!.Split(' ');
        List<DecodedPicture> pictures = [];
        while (ReadLine(stream) is not null)
        {
            DecodedPicture picture = new(Size(header, 'W'), Size(header, 'H'));
            await stream.ReadExactlyAsync(picture._planes, deadline.Token);
            pictures.Add(picture);
        }
        await ffmpeg.WaitForExitAsync(deadline.Token);
        return pictures;
    }

    private static int Size(string[] header, char letter) => int.Parse(header.First(h => h[0] == letter)[1..], CultureInfo.InvariantCulture);

    private static string? ReadLine(Stream stream)
    {
        StringBuilder line = new();
        for (int b = stream.ReadByte(); b >= 0; b = stream.ReadByte())
        {
            if (b == '\n') return line.ToString();
            line.Append((char)b);
        }
        return null;
    }
}
