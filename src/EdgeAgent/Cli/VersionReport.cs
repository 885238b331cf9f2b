using System.Text.Json.Serialization;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>What runs here: what a technician reads out on the telephone.</summary>
internal sealed record VersionReport(string Agent, string DotNet, string Os, IReadOnlyList<LibraryVersion> Libraries, IReadOnlyList<ModelVersion> Models);

/// <summary>A native library; <see cref="Fault"/> says why it cannot be used.</summary>
internal sealed record LibraryVersion(string Name, string? Version, string? Path, string? Fault);

/// <summary>A model; <see cref="Fault"/> says why it cannot be used.</summary>
internal sealed record ModelVersion(string Name, string Version, string Sha256, string? Path, string? Fault);

/// <summary>Serialises reports without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VersionReport))]
internal sealed partial class VersionReportJson : JsonSerializerContext;
