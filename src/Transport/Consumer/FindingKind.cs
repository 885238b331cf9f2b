namespace SafeCity.Edge.Transport.Consumer;

/// <summary>What a consumer found wrong.</summary>
public enum FindingKind
{
    /// <summary>The message is not what its topic says; it was dropped.</summary>
    Malformed,

    /// <summary>Two records have the same name and different bytes; the first one counts.</summary>
    Equivocation,

    /// <summary>The record does not name the one before it: something was edited, removed, inserted or exchanged.</summary>
    ChainBroken,

    /// <summary>The JPEG is not the one that its header describes.</summary>
    ImageDamaged,

    /// <summary>The key frame is not the one that its event names.</summary>
    KeyFrameExchanged,

    /// <summary>More logs than the consumer's limit.</summary>
    TooManyStreams,
}
