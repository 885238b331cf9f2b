namespace SafeCity.Edge.Inference.Regions;

/// <summary>Input sizes of the detectors that the planner plans for, in pixels.</summary>
/// <param name="CropWidth">Of the detector of crops.</param>
/// <param name="CropHeight">Of the detector of crops.</param>
/// <param name="WholeWidth">Of the detector of whole frames.</param>
/// <param name="WholeHeight">Of the detector of whole frames.</param>
public readonly record struct DetectorInputs(int CropWidth, int CropHeight, int WholeWidth, int WholeHeight)
{
    /// <summary>Smallest side of a crop: below it the crop would only be enlarged.</summary>
    internal int CropSide => Math.Max(CropWidth, CropHeight);

    /// <summary>What a crop costs in whole frames: the models are convolutional, their time goes with the pixels.</summary>
    internal double CropCost => (double)CropWidth * CropHeight / ((double)WholeWidth * WholeHeight);

    /// <summary>By how much a whole frame is scaled.</summary>
    internal double WholeScale(int frameWidth, int frameHeight) =>
        Math.Min((double)WholeWidth / frameWidth, (double)WholeHeight / frameHeight);
}
