using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Attributes;

namespace SafeCity.Edge.Inference.Tests.Recognition.Attributes;

/// <summary>Rectangles of paint under a light of one colour, with noise, as a 4:2:0 picture in the range and matrix of video.</summary>
internal sealed class DrawnScene(int width, int height, int seed)
{
    private const double Kr = 0.2126, Kb = 0.0722;

    private readonly (double R, double G, double B)[] _light = new (double, double, double)[width * height];
    private readonly byte[] _y = new byte[width * height];
    private readonly byte[] _u = new byte[width * height / 4];
    private readonly byte[] _v = new byte[width * height / 4];
    private readonly Random _random = new(seed);

    /// <summary>Colour of the light: factors of linear red, green and blue.</summary>
    internal (double R, double G, double B) Light { get; init; } = (1, 1, 1);

    /// <summary>Largest noise, in steps of 255.</summary>
    internal double Noise { get; init; } = 6;

    internal ImageView View => new(PixelLayout.I420, width, height, fullRange: false, ColorMatrix.Bt709, _y, width, _u, _v, width / 2);

    /// <summary>Paints a box (parts of the frame) with an sRGB colour 0xRRGGBB.</summary>
    internal DrawnScene Paint(BoundingBox box, int rgb)
    {
        LinearColor paint = LinearColor.FromSrgb((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255);
        for (int y = (int)(box.Y * height); y < (int)(box.Bottom * height); y++)
            for (int x = (int)(box.X * width); x < (int)(box.Right * width); x++) _light[(y * width) + x] = (paint.Red, paint.Green, paint.Blue);
        return this;
    }

    /// <summary>A street: sky, house, road, a hedge.</summary>
    internal DrawnScene PaintStreet() => Paint(new BoundingBox(0, 0, 1, 0.25f), 0xd8dde2).Paint(new BoundingBox(0, 0.25f, 0.5f, 0.2f), 0xb0a99f)
        .Paint(new BoundingBox(0.5f, 0.25f, 0.5f, 0.2f), 0x4f7a3a).Paint(new BoundingBox(0, 0.45f, 1, 0.55f), 0x77777a);

    /// <summary>A car from the side: paint, a band of dark glass, tyres, road beneath.</summary>
    internal DrawnScene PaintCar(BoundingBox box, int rgb) => Paint(Part(box, 0.02f, 0.35f, 0.96f, 0.45f), rgb).Paint(Part(box, 0.2f, 0.02f, 0.6f, 0.33f), rgb)
        .Paint(Part(box, 0.25f, 0.08f, 0.5f, 0.25f), 0x24282c).Paint(Part(box, 0.1f, 0.75f, 0.2f, 0.25f), 0x1a1a1a).Paint(Part(box, 0.7f, 0.75f, 0.2f, 0.25f), 0x1a1a1a);

    /// <summary>Lights the scene and makes the planes.</summary>
    internal DrawnScene Expose()
    {
        double[] y = new double[width * height], u = new double[y.Length], v = new double[y.Length];
        for (int i = 0; i < y.Length; i++)
        {
            double r = Encode(_light[i].R * Light.R), g = Encode(_light[i].G * Light.G), b = Encode(_light[i].B * Light.B);
            y[i] = (Kr * r) + ((1 - Kr - Kb) * g) + (Kb * b);
            u[i] = (b - y[i]) / (2 * (1 - Kb));
            v[i] = (r - y[i]) / (2 * (1 - Kr));
            _y[i] = Sample(16 + (y[i] * 219));
        }
        for (int row = 0; row < height / 2; row++)
        {
            for (int column = 0; column < width / 2; column++)
            {
                int from = (2 * row * width) + (2 * column), to = (row * width / 2) + column;
                _u[to] = Sample(128 + (224 * (u[from] + u[from + 1] + u[from + width] + u[from + width + 1]) / 4));
                _v[to] = Sample(128 + (224 * (v[from] + v[from + 1] + v[from + width] + v[from + width + 1]) / 4));
            }
        }
        return this;
    }

    private static BoundingBox Part(BoundingBox box, float x, float y, float partWidth, float partHeight) =>
        new(box.X + (x * box.Width), box.Y + (y * box.Height), partWidth * box.Width, partHeight * box.Height);

    private byte Sample(double value) => (byte)Math.Clamp(value + ((_random.NextDouble() - 0.5) * Noise), 0, 255);

    private static double Encode(double light)
    {
        light = Math.Clamp(light, 0, 1);
        return light <= 0.0031308 ? 12.92 * light : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055;
    }
}
