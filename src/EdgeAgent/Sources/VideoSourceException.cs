namespace SafeCity.Edge.Agent.Sources;

/// <summary>A source that cannot be opened or read any further: one sentence that says what, and what to do next.</summary>
internal sealed class VideoSourceException : Exception
{
    internal VideoSourceException(VideoSourceError kind, string message, Exception? cause = null) : base(message, cause) => Kind = kind;

    /// <summary>What is wrong.</summary>
    internal VideoSourceError Kind { get; }

    /// <summary>
    /// Opening again later can help without a person doing anything. Not for <see cref="VideoSourceError.Unauthorized"/>: cameras
    /// lock accounts after a few wrong passwords.
    /// </summary>
    internal bool CanRetry => Kind is VideoSourceError.Refused or VideoSourceError.Unreachable or VideoSourceError.OpenTimeout
        or VideoSourceError.ReadTimeout or VideoSourceError.Disconnected;
}
