namespace SafeCity.Edge.Inference.Tests.Regions;

/// <summary>The motion gate's inner loops once more, as plainly as they can be written.</summary>
internal static class NaiveMotion
{
    internal static byte[] Shrink(byte[] luma, int stride, (int Width, int Height) source, (int Width, int Height) target, int rowsMax)
    {
        byte[] result = new byte[target.Width * target.Height];
        for (int y = 0; y < target.Height; y++)
        {
            long top = (long)y * source.Height / target.Height, bottom = (long)(y + 1) * source.Height / target.Height, rows = Math.Min(bottom - top, rowsMax);
            for (int x = 0; x < target.Width; x++)
            {
                long left = (long)x * source.Width / target.Width, right = (long)(x + 1) * source.Width / target.Width;
                double sum = 0;
                for (long row = 0; row < rows; row++)
                    for (long column = left; column < right; column++) sum += luma[((top + (row * (bottom - top) / rows)) * stride) + column];
                result[(y * target.Width) + x] = (byte)Math.Floor((sum / (rows * (right - left))) + 0.5);
            }
        }
        return result;
    }

    internal static float[] Blur(byte[] pixels, int width)
    {
        int height = pixels.Length / width;
        float[] result = new float[pixels.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int sum = 0;
                for (int dy = -1; dy <= 1; dy++)
                {
                    for (int dx = -1; dx <= 1; dx++)
                    {
                        int pixel = pixels[(Math.Clamp(y + dy, 0, height - 1) * width) + Math.Clamp(x + dx, 0, width - 1)];
                        sum += pixel * (2 - Math.Abs(dx)) * (2 - Math.Abs(dy));
                    }
                }
                result[(y * width) + x] = sum / 16f;
            }
        }
        return result;
    }

    internal static byte[] Dilate(byte[] map, int stride)
    {
        byte[] result = new byte[map.Length];
        for (int y = 1; y < (map.Length / stride) - 1; y++)
            for (int x = 1; x < stride - 1; x++)
                for (int dy = -1; dy <= 1; dy++)
                    for (int dx = -1; dx <= 1; dx++) result[(y * stride) + x] |= map[((y + dy) * stride) + x + dx];
        return result;
    }
}
