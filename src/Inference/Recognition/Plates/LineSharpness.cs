using System.Numerics;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// How sharp a line of text is: the steepest tenth of the steps between neighbouring luma samples, over the contrast of the line. A step
/// from ink to paper within one pixel gives 1, one spread over four pixels a quarter.
/// </summary>
public static class LineSharpness
{
    private const int Rows = 5;
    private const int ColumnsMax = 256;

    /// <summary>Measures it along five rows of the line. Allocates nothing.</summary>
    internal static float Measure(in ImageView image, in Quad line)
    {
        Quad pixels = line.Scale(image.Width, image.Height);
        PlaneSampler plane = new(image.Y, image.YStride, (image.Width, image.Height));
        int columns = (int)Math.Clamp(pixels.Length, 2, ColumnsMax);
        Span<float> steps = stackalloc float[Rows * (ColumnsMax - 1)];
        float low = 255, high = 0;
        int count = 0;
        for (int row = 0; row < Rows; row++)
        {
            float before = 0;
            for (int x = 0; x < columns; x++)
            {
                Vector2 at = pixels.At((x + 0.5f) / columns, 0.3f + (0.1f * row));
                float value = plane.At(at.X, at.Y);
                (low, high) = (MathF.Min(low, value), MathF.Max(high, value));
                if (x > 0) steps[count++] = MathF.Abs(value - before);
                before = value;
            }
        }
        steps = steps[..count];
        steps.Sort();
        float steep = steps[count * 9 / 10];
        return high - low < 1 ? 0 : MathF.Min(1, steep / (high - low));
    }
}
