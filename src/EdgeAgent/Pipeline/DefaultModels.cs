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

    /// <summary>One size of each plate model: on a track the next frame is another chance, and each further size costs 30 to 50 MiB.</summary>
    internal static PlateRecognizerOptions Plates(string region) => new()
    {
        Region = region,
        TextModels = ["ppocr-v4-detection-320x256"],
        ReaderModels = ["ppocr-v4-recognition-208"],
    };
}
