namespace SafeCity.Edge.Inference.Models;

/// <summary>The image input of a model: each value is <c>(v - Mean[c]) * Scale[c]</c> with v in 0..255.</summary>
public sealed record ModelInput
{
    /// <summary>
    /// What may be left out of a card: values 0..255 then go in unchanged. Parameters for the reason told at <see cref="ModelCard"/>.
    /// </summary>
    public ModelInput(IReadOnlyList<float>? mean = null, IReadOnlyList<float>? scale = null)
    {
        Mean = mean ?? [0, 0, 0];
        Scale = scale ?? [1, 1, 1];
    }

    /// <summary>Tensor name.</summary>
    public required string Name { get; init; }

    /// <summary><c>nchw</c> or <c>nhwc</c>.</summary>
    public required string Layout { get; init; }

    /// <summary>Pixels a row.</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary><c>rgb</c>, <c>bgr</c> or <c>gray</c>.</summary>
    public required string Channels { get; init; }

    /// <summary>One value a channel, in 0..255 units.</summary>
    public IReadOnlyList<float> Mean { get; init; }

    /// <summary>One factor a channel.</summary>
    public IReadOnlyList<float> Scale { get; init; }

    /// <summary>The shape of the tensor: 1 x channels x height x width, or 1 x height x width x channels.</summary>
    internal long[] TensorShape()
    {
        long channels = Channels == "gray" ? 1 : 3;
        return Layout == "nhwc" ? [1, Height, Width, channels] : [1, channels, Height, Width];
    }
}
