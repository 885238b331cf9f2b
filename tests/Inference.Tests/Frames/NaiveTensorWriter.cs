using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Tests.Frames;

/// <summary>The slow twin of <see cref="TensorWriter"/>: double precision, one pixel after the other, every source sample weighed.</summary>
internal static class NaiveTensorWriter
{
    internal static double[] Write(TestPicture picture, PixelRectangle region, ModelInput input, TensorFit fit, double padValue)
    {
        int channels = input.Channels == "gray" ? 1 : 3;
        double[] tensor = new double[input.Width * input.Height * channels];
        double scale = Math.Min((double)input.Width / region.Width, (double)input.Height / region.Height);
        int width = fit == TensorFit.Stretch ? input.Width : Math.Max(1, (int)Math.Round(region.Width * scale));
        int height = fit == TensorFit.Stretch ? input.Height : Math.Max(1, (int)Math.Round(region.Height * scale));
        int left = fit == TensorFit.Letterbox ? (input.Width - width) / 2 : 0, top = fit == TensorFit.Letterbox ? (input.Height - height) / 2 : 0;
        for (int y = 0; y < input.Height; y++)
        {
            for (int x = 0; x < input.Width; x++)
            {
                bool inside = x >= left && x < left + width && y >= top && y < top + height;
                double[] color = inside ? Color(picture, region, x - left, y - top, width, height) : [padValue, padValue, padValue];
                for (int c = 0; c < channels; c++)
                {
                    double value = channels == 1 && inside ? Gray(picture, region, x - left, y - top, width, height) : color[input.Channels == "bgr" ? 2 - c : c];
                    int index = input.Layout == "nchw" ? (((c * input.Height) + y) * input.Width) + x : (((y * input.Width) + x) * channels) + c;
                    tensor[index] = (value - input.Mean[c]) * input.Scale[c];
                }
            }
        }
        return tensor;
    }

    private static double Gray(TestPicture p, PixelRectangle r, int x, int y, int width, int height)
    {
        double luma = Luma(p, r, x, y, width, height);
        return Math.Clamp(p.FullRange ? luma : (luma - 16) / 219 * 255, 0, 255);
    }

    private static double[] Color(TestPicture p, PixelRectangle r, int x, int y, int width, int height)
    {
        if (p.Layout == PixelLayout.Gray8)
        {
            double gray = Gray(p, r, x, y, width, height);
            return [gray, gray, gray];
        }
        double luma = Luma(p, r, x, y, width, height), siting = p.FullRange ? 0 : 0.25;
        (double Start, double Length, int First, int End) across = ((r.X / 2.0) + siting, r.Width / 2.0, r.X / 2, (r.X + r.Width + 1) / 2);
        (double Start, double Length, int First, int End) down = (r.Y / 2.0, r.Height / 2.0, r.Y / 2, (r.Y + r.Height + 1) / 2);
        double u = Sample(p.UAt, across, down, (x, width), (y, height)), v = Sample(p.VAt, across, down, (x, width), (y, height));
        // Published in normalised form: E'y 0..1, E'pb and E'pr -0.5..0.5.
        double ey = p.FullRange ? luma / 255 : (luma - 16) / 219, pb = (u - 128) / (p.FullRange ? 255 : 224), pr = (v - 128) / (p.FullRange ? 255 : 224);
        (double kr, double kg, double kb) = p.Matrix == ColorMatrix.Bt709 ? (0.2126, 0.7152, 0.0722) : (0.299, 0.587, 0.114);
        double red = ey + (2 * (1 - kr) * pr), blue = ey + (2 * (1 - kb) * pb), green = (ey - (kr * red) - (kb * blue)) / kg;
        return [Math.Clamp(red * 255, 0, 255), Math.Clamp(green * 255, 0, 255), Math.Clamp(blue * 255, 0, 255)];
    }

    private static double Luma(TestPicture p, PixelRectangle r, int x, int y, int width, int height) =>
        Sample(p.LumaAt, (r.X, r.Width, r.X, r.X + r.Width), (r.Y, r.Height, r.Y, r.Y + r.Height), (x, width), (y, height));

    private static double Sample(
        Func<int, int, double> at, (double Start, double Length, int First, int End) across, (double Start, double Length, int First, int End) down,
        (int Index, int Count) column, (int Index, int Count) row)
    {
        double sum = 0, weights = 0;
        for (int y = down.First; y < down.End; y++)
        {
            double vertical = Weight(y, down, row);
            if (vertical == 0) continue;
            for (int x = across.First; x < across.End; x++)
            {
                double weight = vertical * Weight(x, across, column);
                sum += weight == 0 ? 0 : weight * at(x, y);
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static double Weight(int sample, (double Start, double Length, int First, int End) source, (int Index, int Count) target)
    {
        double step = source.Length / target.Count, center = source.Start + ((target.Index + 0.5) * step);
        return Math.Max(0, 1 - (Math.Abs(sample + 0.5 - center) / Math.Max(1, step)));
    }
}
