using System.CommandLine;
using System.Text.Json;
using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>verify ARCHIVE</c>: is it what the box recorded, unchanged and whole?</summary>
internal static class VerifyCommand
{
    internal const string Name = "verify";

    internal static Command Create()
    {
        Argument<string> archive = new("archive") { Description = "a folder of 'outbox export', or a platform's store ('subscribe --store')", HelpName = "ARCHIVE" };
        Option<string?> key = new("--key") { Description = "the box's public key (default: the one in the archive's folder, which proves less)", HelpName = "FILE" };
        Option<string?> device = new("--device") { Description = "of a platform's store with several boxes: which one", HelpName = "ORG/SITE/DEVICE" };
        Option<bool> partial = new("--partial") { Description = "logs may begin in the middle: what the box still holds, not what a platform has" };
        Option<string?> export = new("--export") { Description = "also save a platform's store as a folder of lines and JPEGs", HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "as JSON" };
        Command command = new(Name, "Check an archive offline: chain, pictures, seals. Needs nothing but the box's public key.") { archive, key, device, partial, export, json };
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(archive);
            if (!File.Exists(path) && !Directory.Exists(path)) throw new FormatException($"there is no archive {path}: name a folder or a platform's store");
            using ArchiveVerifier verifier = new(KeyOf(path, result.GetValue(key)), result.GetValue(partial));
            ArchiveReport report = File.Exists(path) ? VerifyStore(verifier, path, (result.GetValue(device), result.GetValue(export))) : verifier.Verify(ArchiveFolder.Read(path));
            Show(new VerifyResult(path, report.Records, report.Sealed, report.Logs, report.Findings), result.GetValue(json));
            return report.Findings.Count == 0 ? ExitCode.Ok : ExitCode.Incomplete;
        });
        return command;
    }

    private static byte[] KeyOf(string archive, string? key)
    {
        string inside = Path.Combine(archive, ArchiveFolder.KeyFile);
        if (key is null && !File.Exists(inside))
            throw new FormatException($"which key does the box seal with? Give --key FILE: it lies beside the box's seal key, as FILE.pub, and stands in its birth message");
        if (key is null) Console.Error.WriteLine("safecity-edge: the key is taken from the archive itself: whoever made the archive may have made it, too; compare it, or give --key");
        return PublicKeyFile.Read(key ?? inside);
    }

    private static ArchiveReport VerifyStore(ArchiveVerifier verifier, string path, (string? Device, string? Export) asked)
    {
        using SqliteConsumerStore store = SqliteConsumerStore.Open(path);
        DeviceIdentity[] boxes = [.. store.Logs().Select(l => l.Device).Distinct()];
        DeviceIdentity[] chosen = [.. boxes.Where(b => asked.Device is null || b.TopicRoot == "sc1/" + asked.Device)];
        if (chosen.Length != 1)
            throw new FormatException($"the store {path} has the boxes {string.Join(", ", boxes.Select(b => b.TopicRoot["sc1/".Length..]))}: name one of them with --device");
        if (asked.Export is { } folder) _ = ArchiveFolder.Write(folder, ConsumerArchive.Records(store, chosen[0]));
        return verifier.Verify(ConsumerArchive.Records(store, chosen[0]));
    }

    private static void Show(VerifyResult result, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(result, OutboxJson.Default.VerifyResult));
            return;
        }
        foreach (ArchiveLogReport log in result.Logs) Console.WriteLine($"{log.Source}: {log.First} to {log.Last}, {log.Records} records, {log.Tombstones} tombstones");
        foreach (string finding in result.Findings) Console.WriteLine($"finding: {finding}");
        Console.WriteLine(result.Findings.Count == 0
            ? $"{result.Records} records are unchanged since they were recorded, {result.Sealed} of them sealed; what is missing after the last ones, only the box's announcements tell"
            : $"{result.Findings.Count} findings in {result.Records} records: this is not what the box recorded, or not all of it");
    }
}
