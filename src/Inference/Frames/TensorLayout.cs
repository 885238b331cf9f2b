using System.Numerics;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Frames;

/// <summary>Where the values of a model's input lie and how they are normalised: the checked form of <see cref="ModelInput"/>.</summary>
internal sealed class TensorLayout
{
    private readonly bool _interleaved;
    private readonly int[] _channelOfColor;
    private readonly float[] _scale, _shift;

    internal TensorLayout(ModelInput input)
    {
        if (input.Width <= 0 || input.Height <= 0) throw Fault($"size {input.Width}x{input.Height}: use positive numbers");
        _interleaved = input.Layout switch
        {
            "nchw" => false,
            "nhwc" => true,
            _ => throw Fault($"layout '{input.Layout}': use nchw or nhwc"),
        };
        _channelOfColor = input.Channels switch
        {
            "rgb" => [0, 1, 2],
            "bgr" => [2, 1, 0],
            "gray" => [0],
            _ => throw Fault($"channels '{input.Channels}': use rgb, bgr or gray"),
        };
        Channels = _channelOfColor.Length;
        if (input.Mean.Count < Channels || input.Scale.Count < Channels)
            throw Fault($"{input.Mean.Count} means and {input.Scale.Count} scales: give one for each of the {Channels} channels");
        _scale = [.. input.Scale.Take(Channels)];
        // (v - mean) * scale = v * scale + shift
        _shift = [.. _scale.Select((scale, c) => -input.Mean[c] * scale)];
        Width = input.Width;
        Height = input.Height;

        ArgumentException Fault(string what) => new($"model input '{input.Name}' has {what}", nameof(input));
    }

    internal int Width { get; }

    internal int Height { get; }

    internal int Channels { get; }

    /// <summary>Number of floats.</summary>
    internal int Length => Width * Height * Channels;

    /// <summary>Writes a piece of a row of one colour (0 red or grey, 1 green, 2 blue; values 0..255) at a place of the tensor.</summary>
    internal void Store(ReadOnlySpan<float> values, int color, int row, int column, Span<float> tensor)
    {
        int channel = _channelOfColor[color];
        float scale = _scale[channel], shift = _shift[channel];
        if (_interleaved)
        {
            Span<float> to = tensor[((((row * Width) + column) * Channels) + channel)..];
            for (int x = 0, i = 0; x < values.Length; x++, i += Channels) to[i] = (values[x] * scale) + shift;
            return;
        }
        Span<float> target = tensor.Slice((((channel * Height) + row) * Width) + column, values.Length);
        int done = 0;
        for (; done <= values.Length - Vector<float>.Count; done += Vector<float>.Count)
            ((new Vector<float>(values[done..]) * scale) + new Vector<float>(shift)).CopyTo(target[done..]);
        for (; done < values.Length; done++) target[done] = (values[done] * scale) + shift;
    }

    /// <summary>Fills a part of a row with one grey (0..255).</summary>
    internal void Fill(float gray, int row, int column, int count, Span<float> tensor)
    {
        if (count <= 0) return;
        for (int channel = 0; channel < Channels; channel++)
        {
            float value = (gray * _scale[channel]) + _shift[channel];
            if (!_interleaved)
            {
                tensor.Slice((((channel * Height) + row) * Width) + column, count).Fill(value);
                continue;
            }
            Span<float> to = tensor[((((row * Width) + column) * Channels) + channel)..];
            for (int x = 0, i = 0; x < count; x++, i += Channels) to[i] = value;
        }
    }
}
