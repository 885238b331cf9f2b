namespace SafeCity.Edge.Transport.Outbox;

/// <summary>An operating fault of the outbox: one sentence that says what and what to do next.</summary>
public sealed class OutboxException : Exception
{
    /// <summary>A fault with its kind, its sentence and, where there is one, what it came from.</summary>
    public OutboxException(OutboxErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What is wrong.</summary>
    public OutboxErrorKind Kind { get; }

    /// <summary>True if the same call can succeed later without a person doing something.</summary>
    public bool CanRetry => Kind is OutboxErrorKind.Busy or OutboxErrorKind.DiskFull or OutboxErrorKind.Overloaded;
}
