using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The store is sound: pages, logs and hash chains.</summary>
internal sealed class OutboxIntegrityCheck : BoxCheck
{
    public override string Id => "outbox-integrity";

    public override string Title => "integrity of the store";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Settings is not { } settings) return Task.FromResult(Skip("the settings are at fault"));
        string file = Path.Combine(settings.DataDirectory, AgentRun.StoreFile);
        if (!File.Exists(file)) return Task.FromResult(Skip($"there is no store yet at {file}"));
        try
        {
            using OutboxInspector store = OutboxInspector.Open(file);
            return Task.FromResult(OutboxCheck.Run(store) is [var first, ..] faults
                ? Fail($"{first.Sentence}{(faults.Count > 1 ? $" (and {faults.Count - 1} more)" : "")}", "the file was altered, or the disk fails", first.Repair)
                : Fine($"{store.State.Logs.Count} logs, each whole"));
        }
        catch (OutboxException e)
        {
            return Task.FromResult(Fail(e.Message, "the file was altered, or the disk fails", "run 'safecity-edge outbox check', and 'outbox export' to save what can be read"));
        }
    }
}
