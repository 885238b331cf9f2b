namespace SafeCity.Edge.Inference.Regions;

/// <summary>Input sizes of the detectors that the planner plans for, in pixels.</summary>
/// <param name="CropWidth">Of the detector of crops.</param>
/// <param name="CropHeight">Of the detector of crops.</param>
/// <param name="WholeWidth">Of the detector of whole frames.</param>
/// <param name="WholeHeight">Of the detector of whole frames.</param>
public readonly record struct DetectorInputs(int CropWidth, int CropHeight, int WholeWidth, int WholeHeight)
{
    /// <summary>What a crop costs in whole frames: the models are convolutional, their time goes with the pixels.</summary>
    internal double CropCost => (double)CropWidth * CropHeight / ((double)WholeWidth * WholeHeight);

    /// <summary>
    /// Smallest side of a crop in pixels of the frame: the model's input, below which the crop would only be enlarged. Where whole frames
    /// are enlarged, too (they are smaller than their input), crops are enlarged as much: a crop never shows less than the whole frame.
    /// </summary>
    internal int CropSide(int frameWidth, int frameHeight) =>
        (int)Math.Ceiling(Math.Max(CropWidth, CropHeight) / Math.Max(1, WholeScale(frameWidth, frameHeight)));

    /// <summary>By how much a whole frame is scaled.</summary>
    internal double WholeScale(int frameWidth, int frameHeight) =>
        Math.Min((double)WholeWidth / frameWidth, (double)WholeHeight / frameHeight);
}
