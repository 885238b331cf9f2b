using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>What was recorded is being delivered.</summary>
internal sealed class OutboxAgeCheck : BoxCheck
{
    public override string Id => "outbox-age";

    public override string Title => "age of what waits in the store";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Settings is not { } settings) return Task.FromResult(Skip("the settings are at fault"));
        string file = Path.Combine(settings.DataDirectory, AgentRun.StoreFile);
        if (!File.Exists(file)) return Task.FromResult(Skip($"there is no store yet at {file}"));
        try
        {
            using OutboxInspector store = OutboxInspector.Open(file);
            long pending = store.State.Logs.Sum(l => l.Pending);
            if (store.State.Logs.Min(l => l.OldestPending) is not { } oldest) return Task.FromResult(Fine("nothing waits"));
            TimeSpan age = context.Time.GetUtcNow() - oldest;
            string text = $"{pending} records wait, the oldest for {age.TotalMinutes:0} min";
            const string Cause = "the broker cannot be reached, nobody subscribes, or the consumer publishes no cursor";
            if (age > settings.Store.EventRetention * 0.8) return Task.FromResult(Fail(text, Cause, "see the checks of the broker: soon these records are replaced by tombstones"));
            return Task.FromResult(age > WaitMax ? Warn(text, Cause, "see the checks of the broker") : Fine(text));
        }
        catch (OutboxException e)
        {
            return Task.FromResult(Skip(e.Message));
        }
    }

    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(15);
}
