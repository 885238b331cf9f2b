using System.Buffers;
using SafeCity.Edge.Agent.Native.Av;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>
/// Makes JPEG files: baseline, 4:2:0, without EXIF or comments; equal pictures give equal bytes. Keeps an encoder for each of the
/// last few sizes. One thread at a time.
/// </summary>
internal sealed class JpegEncoder : IDisposable
{
    /// <summary>Sizes whose encoders are kept: those of <see cref="CropPlan"/> that a scene uses, and an odd one.</summary>
    internal const int SizesKept = 8;

    private const int QuantizerBest = 1;
    private const int QuantizerWorst = 31;

    private readonly List<(int Width, int Height, AvEncoder Encoder)> _encoders = new(SizesKept + 1);

    /// <summary>Encodes one picture.</summary>
    /// <param name="picture">Of any even size.</param>
    /// <param name="quality">1 (smallest) to 100 (best), close to the scale of libjpeg.</param>
    /// <param name="output">Takes the file's bytes.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The quality is not in 1..100.</exception>
    internal int Encode(PictureBuffer picture, int quality, IBufferWriter<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return EncoderFor(picture.Width, picture.Height).Encode(picture.View, QuantizerOf(quality), output);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach ((_, _, AvEncoder encoder) in _encoders) encoder.Dispose();
        _encoders.Clear();
    }

    /// <summary>
    /// libjpeg multiplies its tables by 50/quality (below 50) or 2 - quality/50; libav's by quantizer/8. Its tables are about half as
    /// steep, hence 16 for quality 50.
    /// </summary>
    internal static int QuantizerOf(int quality)
    {
        double scale = quality < 50 ? 50.0 / quality : 2 - (quality / 50.0);
        return Math.Clamp((int)Math.Round(16 * scale), QuantizerBest, QuantizerWorst);
    }

    private AvEncoder EncoderFor(int width, int height)
    {
        int index = _encoders.Count - 1; // the last used is the last
        while (index >= 0 && (_encoders[index].Width != width || _encoders[index].Height != height)) index--;
        (int Width, int Height, AvEncoder Encoder) entry = index >= 0 ? _encoders[index] : (width, height, AvEncoder.Open(width, height));
        if (index >= 0) _encoders.RemoveAt(index);
        _encoders.Add(entry);
        if (_encoders.Count > SizesKept)
        {
            _encoders[0].Encoder.Dispose();
            _encoders.RemoveAt(0);
        }
        return entry.Encoder;
    }
}
