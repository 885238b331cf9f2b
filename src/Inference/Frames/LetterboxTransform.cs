namespace SafeCity.Edge.Inference.Frames;

/// <summary>
/// Maps coordinates of a model's input (pixels, edges at whole numbers) to parts of the frame: <c>frame = model * Scale + Offset</c>.
/// </summary>
/// <param name="ScaleX">Frame widths a model pixel.</param>
/// <param name="ScaleY">Frame heights a model pixel.</param>
/// <param name="OffsetX">Frame x of the model's left edge.</param>
/// <param name="OffsetY">Frame y of the model's top edge.</param>
public readonly record struct LetterboxTransform(float ScaleX, float ScaleY, float OffsetX, float OffsetY)
{
    /// <summary>Frame x of a model x.</summary>
    public float FrameX(float modelX) => (modelX * ScaleX) + OffsetX;

    /// <summary>Frame y of a model y.</summary>
    public float FrameY(float modelY) => (modelY * ScaleY) + OffsetY;
}
