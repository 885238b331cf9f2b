using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>The models of a run unless others are named; the figures stand in DESIGN.md of Inference.</summary>
internal static class DefaultModels
{
    /// <summary>Best count of persons for its cost on the demo clip.</summary>
    internal const string Whole = "centernet-640x384";

    internal const string Crop = "centernet-256x256";

    /// <summary>Heads of persons are cut out and enlarged: there the small one finds as many faces as the large one for a quarter of the time.</summary>
    internal const string Faces = "blazeface-front-128x128";

    /// <summary>Weak detections are given too: the tracker continues by them, and masking goes by them.</summary>
    internal static DetectorOptions Options { get; } = new() { ScoreThreshold = HeadRegion.PersonScoreMin };

    /// <summary>
    /// On a track the next frame is another chance: lines of text are not looked for, which costs 30 ms a vehicle and 30 to 50 MiB, and the
    /// text reader is opened at one width, when it is first asked.
    /// </summary>
    internal static PlateRecognizerOptions Plates(string region) => new()
    {
        Region = region,
        TextModels = [],
        OtherReaderModels = ["ppocr-v4-recognition-208"],
        CropsMax = 4,
    };
}
