using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>What the readings of one vehicle add up to.</summary>
/// <param name="Reading">The voted text, its places and its confidence.</param>
/// <param name="Readings">Readings that were counted.</param>
/// <param name="Agreeing">Those among them that said the same text.</param>
/// <param name="Evidence">The best of the readings that said it: where in which frame.</param>
/// <param name="EvidenceTime">When that frame was taken.</param>
public readonly record struct PlateVerdict(PlateReading Reading, int Readings, int Agreeing, PlateSighting Evidence, MediaTime EvidenceTime)
{
    /// <summary>Agreeing readings from which a plate may be reported.</summary>
    public const int AgreeingMin = 2;

    /// <summary>True if it may be reported.</summary>
    public bool IsPublishable => Agreeing >= AgreeingMin;
}
