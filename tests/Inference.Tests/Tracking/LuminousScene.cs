using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Tracking;

/// <summary>A grey picture with a textured background on which textured boxes are put; for what looks at places.</summary>
internal sealed class LuminousScene(int width, int height)
{
    private readonly byte[] _pixels = new byte[width * height];

    /// <summary>Draws the background.</summary>
    /// <param name="seed">Chooses the texture.</param>
    /// <param name="gain">Contrast, 1 as drawn.</param>
    /// <param name="offset">Grey levels added.</param>
    internal LuminousScene Background(int seed, double gain = 1, double offset = 0) => Texture(0, 0, width, height, seed, gain, offset);

    /// <summary>Draws a textured box, given in parts of the picture.</summary>
    internal LuminousScene Put(BoundingBox box, int seed, double gain = 1, double offset = 0)
    {
        int x = (int)(box.X * width), y = (int)(box.Y * height);
        return Texture(x, y, (int)(box.Right * width), (int)(box.Bottom * height), seed, gain, offset);
    }

    internal ImageView View => new(PixelLayout.Gray8, width, height, true, default, _pixels, width, default, default, 0);

    // Blocks of 6 pixels: what is left of a texture after scaling must still be one. Noise is that of a camera.
    private LuminousScene Texture(int left, int top, int right, int bottom, int seed, double gain, double offset)
    {
        Random noise = new(seed ^ (int)(gain * 100));
        for (int y = Math.Max(0, top); y < Math.Min(height, bottom); y++)
        {
            for (int x = Math.Max(0, left); x < Math.Min(width, right); x++)
            {
                uint hash = (uint)HashCode(seed, (x - left) / 6, (y - top) / 6);
                double level = 60 + (hash % 120) + (4 * (noise.NextDouble() - 0.5));
                _pixels[(y * width) + x] = (byte)Math.Clamp((gain * level) + offset, 0, 255);
            }
        }
        return this;
    }

    private static int HashCode(int a, int b, int c)
    {
        uint h = ((uint)a * 2654435761) ^ ((uint)b * 2246822519) ^ ((uint)c * 3266489917);
        h ^= h >> 15;
        h *= 2246822519;
        return (int)((h ^ (h >> 13)) & 0x7fffffff);
    }
}
