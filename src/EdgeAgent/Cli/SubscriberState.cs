using System.Text.Json.Serialization;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>What of a box's <c>state</c> tells that it has stopped.</summary>
internal sealed record SubscriberState(string? Reason);

/// <summary>Reads it without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SubscriberState))]
internal sealed partial class SubscriberStateJson : JsonSerializerContext;
