namespace SafeCity.Edge.Transport.Contract;

/// <summary>The fact inside a <see cref="CloudEvent"/>. What does not apply is null and is not written.</summary>
public sealed record EventData
{
    /// <summary>How often the agent has started on this store. The outbox fills it in.</summary>
    public long? Boot { get; init; }

    /// <summary>How far the wall clock can be trusted.</summary>
    public EventClock? Clock { get; init; }

    /// <summary>The frame that <see cref="Object"/> was measured in.</summary>
    public EventFrame? Frame { get; init; }

    /// <summary>What recognised it.</summary>
    public EventModel? Model { get; init; }

    /// <summary>The object.</summary>
#pragma warning disable CA1720 // The contract's word; a property of this name confuses no language that reads JSON.
    public EventObject? Object { get; init; }
#pragma warning restore CA1720

    /// <summary>The object's whole stay.</summary>
    public EventTrack? Track { get; init; }

    /// <summary>The face, in a <c>face</c> event; <see cref="CloudEvent.Subject"/> is the person's track.</summary>
    public EventFace? Face { get; init; }

    /// <summary>The plate, in a <c>plate</c> event; <see cref="CloudEvent.Subject"/> is the vehicle's track.</summary>
    public EventPlate? Plate { get; init; }

    /// <summary>The rule that it comes from; null for what needs no rule.</summary>
    public EventRule? Rule { get; init; }

    /// <summary>What the rule saw.</summary>
    public EventSituation? Situation { get; init; }

    /// <summary>In a <c>count</c> event: what an interval counted.</summary>
    public EventCount? Count { get; init; }

    /// <summary>Set in an audit record: what was asked of the box, and what came of it.</summary>
    public EventAudit? Audit { get; init; }

    /// <summary>Set in a seal: the signed <see cref="SealStatement"/>.</summary>
    public DsseEnvelope? Seal { get; init; }

    /// <summary>Set in a tombstone: what it stands for.</summary>
    public EventGap? Gap { get; init; }

    /// <summary>The pictures that belong to it. The outbox fills it in: it gives the ids and the hashes.</summary>
    public IReadOnlyList<EventKeyFrame>? KeyFrames { get; init; }

    /// <summary>
    /// Set where the camera's bytes an hour for pictures were nearly spent: <c>quality</c> (they are coarser) or <c>left-out</c> (one is missing).
    /// </summary>
    public string? KeyFramesReduced { get; init; }

    /// <summary>What was done to protect people.</summary>
    public EventPrivacy? Privacy { get; init; }
}
