using SafeCity.Edge.Agent.Evaluation.Boxes;

namespace SafeCity.Edge.Agent.Evaluation.Truth;

/// <summary>A picture with its labelled boxes.</summary>
/// <param name="Name">As the label file names it.</param>
/// <param name="Truth">In pixels of the picture, or in parts of it.</param>
/// <param name="InParts">The boxes are parts of the picture, whose size the label file does not know.</param>
internal sealed record LabelledPicture(string Name, IReadOnlyList<BoxTruth> Truth, bool InParts = false)
{
    /// <summary>The boxes in pixels of a picture of a size.</summary>
    internal IReadOnlyList<BoxTruth> InPixels(int width, int height) => !InParts ? Truth :
    [
        .. Truth.Select(t => t with
        {
            Box = new PixelBox(t.Box.X * width, t.Box.Y * height, t.Box.Width * width, t.Box.Height * height),
            Area = t.Area * width * height,
        }),
    ];
}
