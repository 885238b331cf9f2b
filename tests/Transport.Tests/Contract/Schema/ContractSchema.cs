using System.Collections.Concurrent;
using System.Text.Json;
using Json.Schema;
using SafeCity.Edge.Transport.Contract;

namespace Transport.Tests.Contract.Schema;

/// <summary>Validates messages against the schema files of the repository, with a validator that is not ours.</summary>
internal static class ContractSchema
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.List };
    private static readonly ConcurrentDictionary<(string, bool), JsonSchema> Schemas = new();

    internal static string Folder { get; } = Find();

    /// <summary>What is wrong with a message below <c>sc1/</c>; null when nothing is.</summary>
    internal static string? Fault(string topic, ReadOnlyMemory<byte> payload, bool closed = true)
    {
        if (!Topics.TryParse(topic, out _, out string rest)) return $"{topic} is none of the contract";
        string[] levels = rest.Split('/');
        return levels switch
        {
            ["evt", _, _] or ["sys", _] or ["kf", _, "gap"] or ["alert", _] => FaultOfEvent(payload, closed),
            ["kf", _] => FaultOfChunk(payload, closed),
            ["state"] => FaultOf("state", payload, closed),
            ["birth"] => FaultOf("birth", payload, closed),
            ["health"] => FaultOf("health", payload, closed),
            ["ack", _] => FaultOf("cursors", payload, closed),
            ["rsp", _] => FaultOf("reply", payload, closed),
            ["config", "desired"] => FaultOf("desired", payload, closed),
            ["config", "reported"] => FaultOf("reported", payload, closed),
            ["cmd", not "replay"] when payload.Span.IndexOf("\"payloadType\""u8) < 0 => FaultOf("command", payload, closed),
            ["cmd", not "replay"] => null,
            ["cmd", "replay"] => FaultOf("replay", payload, closed),
            _ => $"{topic} is none of the contract",
        };
    }

    /// <summary>What is wrong with a document by one of the schemas; null when nothing is.</summary>
    internal static string? FaultOf(string message, ReadOnlyMemory<byte> json, bool closed)
    {
        JsonSchema schema = Schemas.GetOrAdd((message, closed), _ => JsonSchema.FromText(File.ReadAllText(PathOf(message, closed))));
        using JsonDocument document = JsonDocument.Parse(json);
        EvaluationResults results = schema.Evaluate(document.RootElement, Options);
        if (results.IsValid) return null;
        IEnumerable<string> faults = (results.Details ?? []).Where(d => d.Errors is not null)
            .SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}"));
        return $"{message}: {string.Join("; ", faults)}";
    }

    internal static string PathOf(string message, bool closed) =>
        Path.Combine(Folder, closed ? "produced" : "consumed", $"{message}.schema.json");

    private static string? FaultOfEvent(ReadOnlyMemory<byte> payload, bool closed)
    {
        if (payload.Length > EventText.EventBytesMax) return $"an event of {payload.Length} bytes";
        string? fault = FaultOf("event", payload, closed);
        if (fault is not null || !EventText.TryReadEvent(payload.Span, out CloudEvent? value, out fault)) return fault;
        return value.Data.Seal is { } seal ? FaultOf("seal", Convert.FromBase64String(seal.Payload), closed) : null;
    }

    private static string? FaultOfChunk(ReadOnlyMemory<byte> payload, bool closed)
    {
        if (!KeyFrameChunk.TryDecode(payload, out _, out string? fault)) return fault;
        int header = (payload.Span[6] << 8) | payload.Span[7];
        return FaultOf("keyframe", payload.Slice(8, header), closed);
    }

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SafeCity.Edge.sln"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, "src", "Transport", "Contract", "Schema");
    }
}
