using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>What has been read on one vehicle. Reused for the next one.</summary>
internal sealed class PlateNotes(PlateVote vote)
{
    internal PlateVote Vote { get; } = vote;

    /// <summary>When it was read last; null: never.</summary>
    internal MediaTime? LastRead { get; set; }

    /// <summary>Whether a preview was sent, so that the final word follows.</summary>
    internal bool IsPreviewed { get; set; }

    /// <summary>Whether the same plate was reported a short while ago, so that this vehicle is no news.</summary>
    internal bool IsOldNews { get; set; }

    /// <summary>The picture of the plate from the frame that gave the winning reading.</summary>
    internal BestShot Evidence { get; } = new();

    internal void Clear()
    {
        Vote.Clear();
        LastRead = null;
        IsPreviewed = false;
        IsOldNews = false;
        Evidence.Clear();
    }
}
