namespace SafeCity.Edge.Inference.Recognition.Faces;

/// <summary>Limits of a <see cref="FaceFinder"/>.</summary>
public sealed record FaceFinderOptions
{
    /// <summary>A face of this many pixels of the model's input is found reliably; from it follows how small tiles must be.</summary>
    public int ModelFacePixels { get; init; } = 24;

    /// <summary>The smallest face to be found in a finished picture, in its own pixels.</summary>
    public int SmallestFacePixels { get; init; } = 16;

    /// <summary>At most so many runs of the model for a picture: rather than exceed it, the smallest tiles are left out.</summary>
    public int RunsMax { get; init; } = 100;

    /// <summary>Crops with a shorter side are not looked at: a head in them has hardly 5 pixels.</summary>
    public int CropPixelsMin { get; init; } = 16;

    /// <summary>At most so many different faces a call are considered; the best ones.</summary>
    public int FacesMax { get; init; } = 256;

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Check()
    {
        if (ModelFacePixels < 1 || SmallestFacePixels < 1 || RunsMax < 1 || CropPixelsMin < 1 || FacesMax < 1)
            throw new ArgumentException($"{this}: use 1 or more for each value");
    }
}
