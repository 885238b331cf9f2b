namespace SafeCity.Edge.Transport.Outbox;

/// <summary>What became of a consumer's cursor (contract D7).</summary>
public enum CursorVerdict
{
    /// <summary>Lower than an earlier one, or of a log that the store does not know.</summary>
    Ignored,

    /// <summary>The same as before.</summary>
    Unchanged,

    /// <summary>It is persisted, and what it covers is deleted.</summary>
    Advanced,
}
