using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// Decides how much of a stream is decoded, from what the analysis feeds back. Asked by the decoding thread before every packet, so
/// that an idle camera wakes up between two key frames. One camera, one thread; the feedback comes from another. Outlives a
/// connection.
/// </summary>
internal sealed class DecodePace(SceneFeedback feedback, DecodePaceOptions options)
{
    // An interval above three quarters of the limit does not begin key-frame decoding, and does not end it.
    private const double IntervalHysteresis = 0.75;

    // Rows: the state, columns: the event.
    private static readonly DecodeRate[,] Next =
    {
        // Stirring             Settling               Still                 StillAtTheLimit       StillWithLongGroups
        { DecodeRate.EveryFrame, DecodeRate.EveryFrame, DecodeRate.KeyFrames, DecodeRate.Sampled, DecodeRate.Sampled }, // EveryFrame
        { DecodeRate.EveryFrame, DecodeRate.KeyFrames, DecodeRate.KeyFrames, DecodeRate.KeyFrames, DecodeRate.Sampled }, // KeyFrames
        { DecodeRate.EveryFrame, DecodeRate.Sampled, DecodeRate.KeyFrames, DecodeRate.Sampled, DecodeRate.Sampled }, // Sampled
    };

    private MediaTime _everyFrameSince;

    /// <summary>The present state.</summary>
    internal DecodeRate Rate { get; private set; }

    /// <summary>The durations it goes by.</summary>
    internal DecodePaceOptions Options => options;

    /// <summary>The state after an event.</summary>
    internal static DecodeRate After(DecodeRate state, SceneEvent happened) => Next[(int)state, (int)happened];

    /// <summary>Decides anew. With <see cref="DecodePaceOptions.LockStep"/> it waits for the analysis.</summary>
    /// <param name="framesDelivered">By the decoder, so far.</param>
    /// <param name="keyFrameInterval">The longest of late; null if unknown.</param>
    internal DecodeRate Decide(long framesDelivered, TimeSpan? keyFrameInterval)
    {
        bool known = TryRead(framesDelivered, out SceneActivity activity);
        SceneEvent happened = known ? EventOf(activity, keyFrameInterval) : SceneEvent.Stirring;
        DecodeRate next = After(Rate, happened);
        if (next == DecodeRate.EveryFrame && Rate != DecodeRate.EveryFrame) _everyFrameSince = activity.At;
        return Rate = next;
    }

    private bool TryRead(long framesDelivered, out SceneActivity activity)
    {
        if (!options.LockStep) return feedback.TryGetLatest(out activity);
        // While all frames are decoded, decoding and analysis overlap by one frame; an idle scene must be left at once.
        long frame = framesDelivered - (Rate == DecodeRate.EveryFrame ? 2 : 1);
        activity = default;
        return frame >= 0 && feedback.WaitFor(frame, out activity);
    }

    private SceneEvent EventOf(in SceneActivity activity, TimeSpan? interval)
    {
        if (activity.IdleFor < options.IdleAfter || activity.MovingTracks > 0) return SceneEvent.Stirring;
        if (Rate == DecodeRate.EveryFrame && activity.At - _everyFrameSince < options.EveryFrameMin) return SceneEvent.Settling;
        if (interval is null || interval > options.KeyFrameIntervalMax) return SceneEvent.StillWithLongGroups;
        return interval > options.KeyFrameIntervalMax * IntervalHysteresis ? SceneEvent.StillAtTheLimit : SceneEvent.Still;
    }
}
