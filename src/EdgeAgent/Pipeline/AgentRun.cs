using SafeCity.Edge.Agent.Control;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// One run of the agent: store, uplink and cameras, each failing and recovering apart from the others. Ends when every source
/// has ended or the operator says so; what was recorded is then sent, as long as the broker answers.
/// </summary>
internal sealed class AgentRun(RunSettings settings, TimeProvider time, Action<string> say)
{
    /// <summary>The store, in the folder that <c>--data</c> names.</summary>
    internal const string StoreFile = "outbox.db";

    private const string PrivacyFile = "privacy-policy.txt";

    private static readonly string[] Capabilities = ["track", "face", "keyframe", "cmd/replay"];

    /// <summary>Reads the settings again, for changes while it runs; null: there is no settings file.</summary>
    internal Func<RunSettings>? Reload { get; init; }

    /// <summary>Runs to the end.</summary>
    /// <param name="models">Borrowed.</param>
    /// <param name="agentVersion">For the birth message.</param>
    /// <param name="stop">The operator's wish to end.</param>
    internal async Task<AgentOutcome> RunAsync(VisionModels models, string agentVersion, AgentStop stop)
    {
        using SealKey? key = settings.SealKeyFile is { } file ? SealKey.Open(file) : null;
        OutboxOptions store = new(Path.Combine(settings.DataDirectory, StoreFile), settings.Identity)
        {
            Consumer = settings.Consumer,
            SealKey = key,
            StoreBytesMax = settings.Store.BytesMax,
            EventRetention = settings.Store.EventRetention,
            KeyFrameRetention = settings.Store.KeyFrameRetention,
        };
        using Outbox outbox = Outbox.Open(store, time, new SystemRandomBytes());
        OutboxCounts before = outbox.Counts();
        if (before.EventsPending + before.KeyFramesPending > 0)
            say($"{before.EventsPending} events and {before.KeyFramesPending} key frames of an earlier run are still to be sent.");

        // Before anything is seen under it.
        PrivacyAudit audit = new(outbox, Path.Combine(settings.DataDirectory, PrivacyFile), settings.Models.Plates?.Purpose, outbox.Boot);
        if (await audit.RecordAsync(settings.Cameras) is { } policy) say($"privacy has changed and that is recorded: {policy}");

        EventFeed feed = new();
        // Before the uplink runs: what is wrong with the settings must not leave it behind.
        using CameraPipelines cameras = CameraPipelines.Create(settings, models, new RunServices(outbox, settings.DataDirectory, time, say) { Committed = feed.Publish });
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(stop.Source);
        BoxCommands commands = new(outbox, store.Path, time,
            name => CameraMasking.Of(cameras.Running.First(c => c.Name == name).Pipeline.Settings, settings.Models.Plates?.Purpose), ending.Cancel);
        Uplink uplink = new(UplinkOf(models, agentVersion, key) with { CommandTarget = commands }, settings.Identity, outbox, time, new Random());
        using CancellationTokenSource uplinkStop = new();
        Task sending = uplink.RunAsync(uplinkStop.Token);
        await using AgentWatch watch = AgentWatch.Start(new AgentParts(settings, cameras, outbox, uplink, agentVersion) { Reload = Reload, Audit = audit }, feed, time, say);
        commands.Target = watch.Target;
        long started = time.GetTimestamp();
        IReadOnlyList<CameraFault> faults = await cameras.RunAsync(ending.Token);
        TimeSpan elapsed = time.GetElapsedTime(started);
        // What comes after the last seal of a run would only be covered by the next run's first.
        if (key is not null) await SealAsync(outbox);
        bool drained = await DrainAsync(uplink, sending, stop.Sending);
        if (!await uplink.StopAsync(TimeSpan.FromSeconds(10))) await uplinkStop.CancelAsync();
        await sending;
        RunSummary summary = new RunSummaryBuilder(cameras.All, elapsed).Build(models.Objects.Name, before, outbox.Counts(), WriteOverview);
        return new AgentOutcome(summary, drained, uplink.Statistics.LastError, faults);
    }

    private async Task SealAsync(Outbox outbox)
    {
        try
        {
            await outbox.SealAsync();
        }
        catch (OutboxException e)
        {
            say($"the last records are not sealed yet: {e.Message}");
        }
    }

    private string? WriteOverview(CameraPipeline camera)
    {
        string name = settings.Cameras.Count == 1 ? "overview.jpg" : $"overview-{camera.Settings.Name}.jpg";
        return settings.OutputDirectory is { } folder ? camera.Overview?.Write(Path.Combine(folder, name)) : null;
    }

    private async Task<bool> DrainAsync(Uplink uplink, Task sending, CancellationToken stop)
    {
        Task<bool> draining = uplink.DrainAsync(settings.DrainTimeout);
        Task stopped = Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
        Task first = await Task.WhenAny(draining, sending, stopped);
        // An uplink that cannot run at all ends the wait, and is told by awaiting it.
        if (first == sending) await sending;
        return first != stopped && await draining;
    }

    private UplinkOptions UplinkOf(VisionModels models, string agentVersion, SealKey? key) => new()
    {
        Broker = settings.Broker,
        AgentVersion = agentVersion,
        Capabilities = key is null ? Capabilities : [.. Capabilities, "seal"],
        OperatorKeys = [.. settings.OperatorKeyFiles.Select(PublicKeyFile.Read)],
        Keys = key is null ? [] : [new BirthKey(key.Id, "ES256", Convert.ToBase64String([.. key.PublicKey]))],
        Models = [.. models.Cards.Select(c => new BirthModel(c.Name, c.Sha256))],
    };
}
