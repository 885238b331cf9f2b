using System.Text.Json;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>A command that was found good.</summary>
/// <param name="Name">The last level of its topic.</param>
/// <param name="CommandId">Its id.</param>
/// <param name="Issuer">Who asks.</param>
/// <param name="NotAfter">After this it is not carried out.</param>
/// <param name="Args">What it needs; undefined when it needs nothing.</param>
/// <param name="KeyId">The operator's key that signed it; null when it was not signed.</param>
public sealed record DeviceCommand(string Name, string CommandId, string Issuer, DateTimeOffset NotAfter, JsonElement Args, string? KeyId)
{
    /// <summary>A text among the arguments; null when it is not there.</summary>
    public string? Text(string name) =>
        Args.ValueKind == JsonValueKind.Object && Args.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;

    /// <summary>A whole number among the arguments; null when it is not there.</summary>
    public long? Number(string name) =>
        Args.ValueKind == JsonValueKind.Object && Args.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out long number) ? number : null;
}
