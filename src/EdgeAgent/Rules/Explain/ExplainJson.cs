using System.Text.Json.Serialization;

namespace SafeCity.Edge.Agent.Rules.Explain;

/// <summary>How the file is written and read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ExplainFile))]
internal sealed partial class ExplainJson : JsonSerializerContext;
