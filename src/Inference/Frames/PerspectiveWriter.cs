using System.Numerics;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Frames;

/// <summary>
/// Straightens a quadrilateral of a picture into the left part of a model's input: bilinear samples, several a target pixel where
/// the picture is finer than the target, then colour conversion and normalisation. Allocates nothing. Not thread-safe.
/// </summary>
internal sealed class PerspectiveWriter
{
    // Beyond it a plate fills the picture, and every other pixel is enough.
    private const int SamplesMax = 6;

    private readonly TensorLayout _layout;
    private readonly float[] _first, _second, _third;

    /// <summary>Makes a writer for one model input.</summary>
    /// <exception cref="ArgumentException">The input's description is not usable.</exception>
    internal PerspectiveWriter(ModelInput input)
    {
        _layout = new TensorLayout(input);
        _first = new float[_layout.Width];
        _second = new float[_layout.Width];
        _third = new float[_layout.Width];
    }

    /// <summary>Floats of the tensor.</summary>
    internal int Length => _layout.Length;

    /// <summary>Writes the content of a quadrilateral.</summary>
    /// <param name="image">The picture; where the quadrilateral leaves it, its border goes on.</param>
    /// <param name="quad">In parts of the frame.</param>
    /// <param name="contentWidth">Columns that the content takes, 1 to the input's width.</param>
    /// <param name="padValue">Grey of the columns right of it, 0..255 before normalisation.</param>
    /// <param name="tensor">Every float of it is written.</param>
    /// <exception cref="ArgumentException">The quadrilateral is not finite, or a size does not fit.</exception>
    internal void Write(in ImageView image, in Quad quad, int contentWidth, float padValue, Span<float> tensor)
    {
        if (tensor.Length != _layout.Length)
            throw new ArgumentException($"a tensor of {tensor.Length} floats was given for an input of {_layout.Length}", nameof(tensor));
        if (contentWidth < 1 || contentWidth > _layout.Width)
            throw new ArgumentException($"content of {contentWidth} columns: use 1 to {_layout.Width}", nameof(contentWidth));
        if (!quad.IsFinite) throw new ArgumentException($"{quad} is not finite", nameof(quad));
        Quad pixels = quad.Scale(image.Width, image.Height);
        Homography map = new(pixels);
        int across = Samples(pixels.Length / contentWidth), down = Samples(pixels.Rise / _layout.Height);
        ColorConversion conversion = new(image.Matrix, image.FullRange);
        Span<float> first = _first.AsSpan(0, contentWidth), second = _second.AsSpan(0, contentWidth), third = _third.AsSpan(0, contentWidth);
        bool inColor = _layout.Channels == 3 && image.Layout != PixelLayout.Gray8;
        for (int row = 0; row < _layout.Height; row++)
        {
            SampleLuma(image, map, row, (across, down), first);
            if (inColor)
            {
                SampleChroma(image, map, row, second, third);
                conversion.ToRgb(first, second, third);
                _layout.Store(first, 0, row, 0, tensor);
                _layout.Store(second, 1, row, 0, tensor);
                _layout.Store(third, 2, row, 0, tensor);
            }
            else
            {
                conversion.ToGray(first);
                for (int color = 0; color < _layout.Channels; color++) _layout.Store(first, color, row, 0, tensor);
            }
            _layout.Fill(padValue, row, contentWidth, _layout.Width - contentWidth, tensor);
        }
    }

    private static int Samples(float pixelsEach) => Math.Clamp((int)MathF.Ceiling(pixelsEach - 0.25f), 1, SamplesMax);

    private void SampleLuma(in ImageView image, in Homography map, int row, (int Across, int Down) samples, Span<float> target)
    {
        PlaneSampler plane = new(image.Y, image.YStride, (image.Width, image.Height));
        float share = 1f / (samples.Across * samples.Down);
        target.Clear();
        for (int j = 0; j < samples.Down; j++)
        {
            float v = (row + ((j + 0.5f) / samples.Down)) / _layout.Height;
            for (int x = 0; x < target.Length; x++)
            {
                float sum = 0;
                for (int i = 0; i < samples.Across; i++)
                {
                    Vector2 at = map.Map((x + ((i + 0.5f) / samples.Across)) / target.Length, v);
                    sum += plane.At(at.X, at.Y);
                }
                target[x] += sum * share;
            }
        }
    }

    // Colour is blurred by the camera's 4:2:0 already; one sample a pixel.
    private void SampleChroma(in ImageView image, in Homography map, int row, Span<float> u, Span<float> v)
    {
        bool paired = image.Layout == PixelLayout.Nv12;
        (int, int) size = (image.ChromaWidth, image.ChromaHeight);
        PlaneSampler first = paired ? new(image.U, image.ChromaStride, size, 2) : new(image.U, image.ChromaStride, size);
        PlaneSampler second = paired ? new(image.U, image.ChromaStride, size, 2, 1) : new(image.V, image.ChromaStride, size);
        // As in TensorWriter: video has its chroma over the left one of two luma samples, JPEG between them.
        float siting = image.FullRange ? 0 : 0.25f;
        for (int x = 0; x < u.Length; x++)
        {
            Vector2 at = map.Map((x + 0.5f) / u.Length, (row + 0.5f) / _layout.Height) / 2;
            u[x] = first.At(at.X + siting, at.Y);
            v[x] = second.At(at.X + siting, at.Y);
        }
    }
}
