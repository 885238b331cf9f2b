using System.Text.Json;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>Payload of <c>config/desired</c>, retained: the configuration that a platform wants.</summary>
/// <param name="Version">From 1; a box takes another one than it has, also a lower one.</param>
/// <param name="Document">The configuration, whole.</param>
public sealed record ConfigurationDesired(long Version, JsonElement Document);
