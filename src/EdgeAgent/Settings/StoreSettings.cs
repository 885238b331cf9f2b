namespace SafeCity.Edge.Agent.Settings;

/// <summary>How much the store keeps, and for how long (contract, section 9).</summary>
internal sealed record StoreSettings
{
    internal const long BytesMaxDefault = 4L << 30;

    /// <summary>Size of the database file.</summary>
    internal long BytesMax { get; init; } = BytesMaxDefault;

    internal TimeSpan EventRetention { get; init; } = TimeSpan.FromHours(168);

    internal TimeSpan KeyFrameRetention { get; init; } = TimeSpan.FromHours(72);
}
