namespace SafeCity.Edge.Agent.Settings;

/// <summary>What becomes of licence plates.</summary>
internal enum PlatePrivacy
{
    /// <summary>Not read. The default.</summary>
    Off,

    /// <summary>Read, and told as a keyed hash only: the same plate can be found again, but not read.</summary>
    Hash,

    /// <summary>Read and told as text.</summary>
    On,
}
