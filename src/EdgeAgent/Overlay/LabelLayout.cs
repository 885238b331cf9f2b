using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Overlay;

/// <summary>Finds places for labels so that none covers another: above the box, below it, then further up and down.</summary>
internal sealed class LabelLayout(int pictureWidth, int pictureHeight)
{
    private const int StepsMax = 6;

    private readonly List<PixelRectangle> _taken = [];

    /// <summary>The place of a label for a box; the place is then taken. In a hopeless crowd it may overlap.</summary>
    /// <param name="box">The box, in pixels.</param>
    /// <param name="width">Pixels of the label.</param>
    /// <param name="height">Pixels of the label.</param>
    internal PixelRectangle Place(in PixelRectangle box, int width, int height)
    {
        PixelRectangle first = At(box.X, box.Y - height, width, height), chosen = first;
        for (int step = 0; step < StepsMax && Overlaps(chosen); step++)
        {
            PixelRectangle below = At(box.X, box.Y + box.Height + (step * height), width, height);
            PixelRectangle above = At(box.X, box.Y - ((step + 2) * height), width, height);
            chosen = !Overlaps(below) ? below : !Overlaps(above) ? above : first;
        }
        _taken.Add(chosen);
        return chosen;
    }

    private PixelRectangle At(int x, int y, int width, int height) =>
        new(Math.Clamp(x, 0, Math.Max(0, pictureWidth - width)), Math.Clamp(y, 0, Math.Max(0, pictureHeight - height)), width, height);

    private bool Overlaps(PixelRectangle place) => _taken.Exists(other =>
        place.X < other.X + other.Width && other.X < place.X + place.Width && place.Y < other.Y + other.Height && other.Y < place.Y + place.Height);
}
