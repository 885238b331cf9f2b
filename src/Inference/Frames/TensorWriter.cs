using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Frames;

/// <summary>
/// Brings a picture, or a rectangle of it, into a model's input tensor: scales the planes with an antialiased triangle filter,
/// converts the colour at the target's resolution, normalises and pads. Keeps its filter taps and buffers: a call with the same
/// geometry as the one before allocates nothing. Not thread-safe.
/// </summary>
public sealed class TensorWriter
{
    private readonly TensorLayout _layout;
    private readonly TensorFit _fit;
    private readonly float _padValue;
    private readonly PlaneResampler _luma = new();
    private readonly PlaneResampler _chroma = new();
    private readonly float[] _first, _second, _third;

    /// <summary>Makes a writer for one model input.</summary>
    /// <param name="input">Size, layout, channel order, mean and scale of the tensor.</param>
    /// <param name="fit">How proportions are treated.</param>
    /// <param name="padValue">Grey of the padding, 0..255 before normalisation.</param>
    /// <exception cref="ArgumentException">The input's description is not usable; the message says what to write instead.</exception>
    public TensorWriter(ModelInput input, TensorFit fit = TensorFit.Letterbox, float padValue = 0)
    {
        _layout = new TensorLayout(input);
        _fit = fit;
        _padValue = padValue;
        _first = new float[_layout.Width];
        _second = new float[_layout.Width];
        _third = new float[_layout.Width];
    }

    /// <summary>Writes the whole picture. See <see cref="Write(in ImageView, PixelRectangle, Span{float})"/>.</summary>
    public LetterboxTransform Write(in ImageView image, Span<float> tensor) => Write(image, PixelRectangle.Whole(image), tensor);

    /// <summary>Writes a rectangle of the picture; pixels outside of it have no influence.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="region">The part of it; must lie inside.</param>
    /// <param name="tensor">Height x width x channels floats (batch of one), every one of which is written.</param>
    /// <returns>How the model's coordinates map to the whole frame.</returns>
    /// <exception cref="ArgumentException">The region is not inside the picture, or the tensor has another size.</exception>
    public LetterboxTransform Write(in ImageView image, PixelRectangle region, Span<float> tensor)
    {
        if (tensor.Length != _layout.Length)
            throw new ArgumentException($"a tensor of {tensor.Length} floats was given for an input of {_layout.Length}", nameof(tensor));
        if (!region.IsInside(image)) throw new ArgumentException($"{region} is not inside a picture of {image.Width}x{image.Height}", nameof(region));
        PixelRectangle content = Place(region);
        BuildTaps(image, region, content);
        WriteContent(image, content, tensor);
        Pad(content, tensor);
        float scaleX = (float)region.Width / content.Width / image.Width, scaleY = (float)region.Height / content.Height / image.Height;
        return new LetterboxTransform(
            scaleX, scaleY, ((float)region.X / image.Width) - (content.X * scaleX), ((float)region.Y / image.Height) - (content.Y * scaleY));
    }

    // Where in the tensor the region goes.
    private PixelRectangle Place(PixelRectangle region)
    {
        if (_fit == TensorFit.Stretch) return new PixelRectangle(0, 0, _layout.Width, _layout.Height);
        double scale = Math.Min((double)_layout.Width / region.Width, (double)_layout.Height / region.Height);
        int width = Math.Clamp((int)Math.Round(region.Width * scale), 1, _layout.Width);
        int height = Math.Clamp((int)Math.Round(region.Height * scale), 1, _layout.Height);
        bool centered = _fit == TensorFit.Letterbox;
        return new PixelRectangle(centered ? (_layout.Width - width) / 2 : 0, centered ? (_layout.Height - height) / 2 : 0, width, height);
    }

    private void BuildTaps(in ImageView image, PixelRectangle region, PixelRectangle content)
    {
        _luma.Build(
            new SampleInterval(region.X, region.Width, region.X, region.X + region.Width),
            new SampleInterval(region.Y, region.Height, region.Y, region.Y + region.Height), content.Width, content.Height);
        if (!NeedsColor(image)) return;
        // Video has its chroma samples over the left one of two luma samples, JPEG (full range) between them; both between two rows.
        double siting = image.FullRange ? 0 : 0.25;
        _chroma.Build(
            new SampleInterval((region.X / 2.0) + siting, region.Width / 2.0, region.X / 2, (region.X + region.Width + 1) / 2),
            new SampleInterval(region.Y / 2.0, region.Height / 2.0, region.Y / 2, (region.Y + region.Height + 1) / 2), content.Width, content.Height);
    }

    private bool NeedsColor(in ImageView image) => _layout.Channels == 3 && image.Layout != PixelLayout.Gray8;

    private void WriteContent(in ImageView image, PixelRectangle content, Span<float> tensor)
    {
        ColorConversion conversion = new(image.Matrix, image.FullRange);
        Span<float> first = _first.AsSpan(0, content.Width), second = _second.AsSpan(0, content.Width), third = _third.AsSpan(0, content.Width);
        for (int row = 0; row < content.Height; row++)
        {
            _luma.WriteRow(image.Y, image.YStride, row, first);
            if (!NeedsColor(image))
            {
                conversion.ToGray(first);
                for (int color = 0; color < _layout.Channels; color++) _layout.Store(first, color, content.Y + row, content.X, tensor);
                continue;
            }
            if (image.Layout == PixelLayout.Nv12)
            {
                _chroma.WriteRowPairs(image.U, image.ChromaStride, row, second, third);
            }
            else
            {
                _chroma.WriteRow(image.U, image.ChromaStride, row, second);
                _chroma.WriteRow(image.V, image.ChromaStride, row, third);
            }
            conversion.ToRgb(first, second, third);
            _layout.Store(first, 0, content.Y + row, content.X, tensor);
            _layout.Store(second, 1, content.Y + row, content.X, tensor);
            _layout.Store(third, 2, content.Y + row, content.X, tensor);
        }
    }

    private void Pad(PixelRectangle content, Span<float> tensor)
    {
        int right = content.X + content.Width;
        for (int row = 0; row < _layout.Height; row++)
        {
            bool inside = row >= content.Y && row < content.Y + content.Height;
            _layout.Fill(_padValue, row, 0, inside ? content.X : _layout.Width, tensor);
            if (inside) _layout.Fill(_padValue, row, right, _layout.Width - right, tensor);
        }
    }
}
