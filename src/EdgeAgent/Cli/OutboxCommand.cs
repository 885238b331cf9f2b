using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;
using Spectre.Console;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>outbox check|list|export</c>: the store of a box from outside, also while the agent works on it.</summary>
internal static class OutboxCommand
{
    internal const string Name = "outbox";

    private static readonly Option<string> Data = new("--data") { Description = "folder of the store, as given to run", HelpName = "DIR", DefaultValueFactory = _ => "data" };
    private static readonly Option<bool> Json = new("--json") { Description = "as JSON" };

    internal static Command Create()
    {
        Command check = new("check", "Look for faults in the store; each is named with its repair. Changes nothing.") { Data, Json };
        check.SetAction(Check);
        Command list = new("list", "Show the store's logs: where each stands, what is pending, shed or set aside.") { Data, Json };
        list.SetAction(List);
        Option<string> output = new("--output") { Description = "a folder that is new or empty", HelpName = "DIR", Required = true };
        Option<string?> key = new("--key") { Description = "the box's public key (FILE.pub of its seal key), to be put beside the records", HelpName = "FILE" };
        Command export = new("export", "Save every record that the store still holds as lines of JSON and JPEGs; 'verify --partial' checks them.") { Data, output, key };
        export.SetAction(result => Export(result, result.GetRequiredValue(output), result.GetValue(key)));
        return new Command(Name, "Look into the store of a box: check it, list it, save what it holds.") { check, list, export };
    }

    private static int Check(ParseResult result)
    {
        using OutboxInspector store = Open(result);
        IReadOnlyList<OutboxFault> faults = OutboxCheck.Run(store);
        if (result.GetValue(Json)) Console.WriteLine(JsonSerializer.Serialize(faults, OutboxJson.Default.IReadOnlyListOutboxFault));
        foreach (OutboxFault fault in result.GetValue(Json) ? [] : faults) Console.WriteLine($"{fault.Kind}: {fault.Sentence}\n  repair: {fault.Repair}");
        if (faults.Count > 0) Console.Error.WriteLine($"safecity-edge: {faults.Count} faults in {store.Path}");
        return faults.Count > 0 ? ExitCode.Incomplete : ExitCode.Ok;
    }

    private static int List(ParseResult result)
    {
        using OutboxInspector store = Open(result);
        OutboxListing listing = OutboxListing.Of(store);
        if (result.GetValue(Json))
        {
            Console.WriteLine(JsonSerializer.Serialize(listing, OutboxJson.Default.OutboxListing));
            return ExitCode.Ok;
        }
        Console.WriteLine($"{listing.Device}, opened {listing.Boot} times, {(listing.Consumer is { } name ? $"end to end with {name}" : "broker mode")}, {listing.FileBytes:N0} bytes");
        Table table = new Table().Border(TableBorder.Minimal).AddColumns("log", "epoch", "next", "cursor", "pending", "in ring", "bytes", "oldest pending");
        foreach (OutboxListedLog log in listing.Logs)
            table.AddRow([.. new object[] { log.Log, log.Epoch, log.NextSequence, log.Committed, log.Pending, log.InRing, log.Bytes, log.OldestPending?.ToString("u", CultureInfo.InvariantCulture) ?? "-" }
                .Select(cell => Markup.Escape(Convert.ToString(cell, CultureInfo.InvariantCulture)!))]);
        AnsiConsole.Write(table);
        foreach (OutboxListedLoss loss in listing.Shed) Console.WriteLine($"gone undelivered: {loss.Records} of type {loss.Type}, {loss.Reason}");
        foreach (OutboxListedQuarantine one in listing.Quarantined) Console.WriteLine($"set aside: {one.Log} {one.Epoch} {one.Sequence}, {one.Cause}");
        return ExitCode.Ok;
    }

    private static int Export(ParseResult result, string output, string? key)
    {
        using OutboxInspector store = Open(result);
        int records = ArchiveFolder.Write(output, store.Records());
        if (key is not null) PublicKeyFile.Write(Path.Combine(output, ArchiveFolder.KeyFile), PublicKeyFile.Read(key));
        Console.WriteLine($"{records} records of {store.State.Device.TopicRoot} are in {output}; check them with: safecity-edge verify --partial {output}");
        return ExitCode.Ok;
    }

    private static OutboxInspector Open(ParseResult result) => OutboxInspector.Open(Path.Combine(result.GetRequiredValue(Data), AgentRun.StoreFile));
}
