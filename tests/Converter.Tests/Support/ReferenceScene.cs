namespace SafeCity.Edge.ModelConverter.Tests.Support;

/// <summary>The fixed picture of the fixtures. Twin of <c>models/reference/scene.mjs</c>: whole numbers only, the same bytes.</summary>
internal static class ReferenceScene
{
    private static readonly Shape[] Shapes =
    [
        new(false, 256, 400, 256, 112, 120, 118, 110), new(false, 256, 300, 256, 6, 190, 190, 180),
        new(false, 90, 160, 80, 120, 150, 90, 70),
        new(false, 60, 140, 14, 22, 60, 70, 90), new(false, 120, 140, 14, 22, 60, 70, 90),
        new(false, 214, 372, 8, 48, 40, 45, 80), new(false, 236, 372, 8, 48, 36, 40, 74), new(true, 225, 290, 26, 50, 170, 40, 40),
        new(true, 198, 300, 7, 44, 160, 36, 36), new(true, 252, 300, 7, 44, 160, 36, 36), new(true, 225, 226, 14, 18, 220, 180, 150),
        new(true, 225, 216, 14, 10, 60, 40, 30),
        new(false, 302, 352, 5, 30, 30, 30, 30), new(false, 316, 352, 5, 30, 26, 26, 28), new(true, 309, 302, 16, 32, 50, 90, 160),
        new(true, 309, 262, 9, 12, 210, 170, 140),
        new(false, 420, 380, 78, 24, 30, 60, 140), new(true, 416, 352, 50, 26, 30, 60, 140), new(true, 416, 350, 42, 17, 170, 200, 215),
        new(true, 372, 404, 16, 16, 15, 15, 15), new(true, 372, 404, 8, 8, 150, 150, 150), new(true, 466, 404, 16, 16, 15, 15, 15),
        new(true, 466, 404, 8, 8, 150, 150, 150), new(false, 494, 376, 4, 6, 250, 240, 180),
    ];

    private readonly record struct Shape(bool Oval, int X, int Y, int HalfWidth, int HalfHeight, int Red, int Green, int Blue)
    {
        internal bool Covers(int x, int y)
        {
            long dx = x - X, dy = y - Y, rx = HalfWidth, ry = HalfHeight;
            return Oval ? (dx * dx * ry * ry) + (dy * dy * rx * rx) <= rx * rx * ry * ry : Math.Abs(dx) <= rx && Math.Abs(dy) <= ry;
        }
    }

    /// <summary>RGB bytes, row by row, three bytes a pixel.</summary>
    internal static byte[] Draw(int width, int height)
    {
        byte[] rgb = new byte[width * height * 3];
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                int x = column * 512 / width, y = row * 512 / height;
                (int red, int green, int blue) = (150 + (y >> 3), 180 + (y >> 4), 230 - (y >> 3));
                foreach (Shape shape in Shapes)
                {
                    if (shape.Covers(x, y)) (red, green, blue) = (shape.Red, shape.Green, shape.Blue);
                }
                int grain = Grain(column, row), at = ((row * width) + column) * 3;
                rgb[at] = (byte)Math.Clamp(red + grain, 0, 255);
                rgb[at + 1] = (byte)Math.Clamp(green + grain, 0, 255);
                rgb[at + 2] = (byte)Math.Clamp(blue + grain, 0, 255);
            }
        }
        return rgb;
    }

    /// <summary>The bytes as floats in planes: 3 x height x width.</summary>
    internal static float[] ToPlanes(byte[] rgb)
    {
        int pixels = rgb.Length / 3;
        float[] planes = new float[rgb.Length];
        for (int i = 0; i < rgb.Length; i++) planes[(i % 3 * pixels) + (i / 3)] = rgb[i];
        return planes;
    }

    private static int Grain(int column, int row)
    {
        unchecked
        {
            uint mixed = ((uint)(column + 1) * 73856093u) ^ ((uint)(row + 1) * 19349663u);
            return (int)((mixed * 0x9E3779B1u) >> 28) - 8;
        }
    }
}
