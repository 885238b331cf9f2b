using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.KeyFrames;

/// <summary>Pictures with known contents, and how far two differ.</summary>
internal static class TestPictures
{
    /// <summary>Slow waves in all planes: what a codec keeps well.</summary>
    internal static PictureBuffer Smooth(PicturePool pool, int width, int height)
    {
        PictureBuffer picture = pool.Rent(width, height);
        FillPlane(picture.Y, picture.YStride, width, height, (x, y) => 128 + (90 * Math.Sin(x * 0.05) * Math.Cos(y * 0.04)));
        FillPlane(picture.U, picture.ChromaStride, width / 2, height / 2, (x, _) => 128 + (50 * Math.Sin(x * 0.03)));
        FillPlane(picture.V, picture.ChromaStride, width / 2, height / 2, (_, y) => 128 + (50 * Math.Cos(y * 0.03)));
        return picture;
    }

    /// <summary>Noise: what a codec keeps badly.</summary>
    internal static PictureBuffer Noisy(PicturePool pool, int width, int height, int seed)
    {
        Random random = new(seed);
        PictureBuffer picture = pool.Rent(width, height);
        picture.Fill(128, 128, 128);
        FillPlane(picture.Y, picture.YStride, width, height, (_, _) => random.Next(256));
        return picture;
    }

    /// <summary>Of the luma planes, in decibels.</summary>
    internal static double PeakSignalToNoise(ImageView a, ImageView b)
    {
        double squares = 0;
        for (int y = 0; y < a.Height; y++)
        {
            for (int x = 0; x < a.Width; x++)
            {
                double difference = a.Y[(y * a.YStride) + x] - b.Y[(y * b.YStride) + x];
                squares += difference * difference;
            }
        }
        double mean = squares / ((double)a.Width * a.Height);
        return mean == 0 ? 99 : Math.Min(99, 10 * Math.Log10(255 * 255 / mean));
    }

    private static void FillPlane(Span<byte> plane, int stride, int width, int height, Func<int, int, double> value)
    {
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++) plane[(y * stride) + x] = (byte)Math.Clamp(Math.Round(value(x, y)), 0, 255);
        }
    }
}
