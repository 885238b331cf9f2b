namespace SafeCity.Edge.Transport.Outbox;

/// <summary>In what order a full store sheds (contract D8).</summary>
internal enum RecordClass
{
    /// <summary>Pictures: the largest, and an event says more than its picture.</summary>
    KeyFrame,

    /// <summary><c>count</c> and <c>track</c>: many, and each says little.</summary>
    Frequent,

    /// <summary>All but alarms and the box's own log.</summary>
    Other,
}
