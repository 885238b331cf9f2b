using System.Diagnostics;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Health;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Control;

/// <summary>Answers for a running agent.</summary>
internal sealed class AgentControl(AgentParts parts, EventFeed feed, HealthMonitor health, TimeProvider time) : IControlTarget
{
    private static readonly TimeSpan SnapshotWait = TimeSpan.FromSeconds(15);

    private readonly long _started = time.GetTimestamp();

    /// <inheritdoc />
    public AgentStatus Status()
    {
        CameraStatus[] cameras = [.. parts.Cameras.Running.Select(StatusOf)];
        (long analysed, long offered) = parts.Cameras.Running.Select(r => health.Rates.Of(r.Pipeline.Statistics))
            .Aggregate((0L, 0L), (sum, r) => (sum.Item1 + r.Analysed, sum.Item2 + r.Offered));
        using Process process = Process.GetCurrentProcess();
        return new AgentStatus
        {
            Agent = parts.AgentVersion,
            Device = parts.Settings.Identity.TopicRoot,
            Time = time.GetUtcNow(),
            UptimeSeconds = Math.Round(time.GetElapsedTime(_started).TotalSeconds, 1),
            Load = LoadOf(analysed, offered),
            Cameras = cameras,
            Uplink = UplinkStatusOf(parts.Uplink.Statistics),
            Store = StoreStatusOf(parts.Outbox.Counts()),
            ResidentBytes = process.WorkingSet64,
            CpuSeconds = Math.Round(process.TotalProcessorTime.TotalSeconds, 1),
        };
    }

    /// <inheritdoc />
    public IAsyncEnumerable<CommittedFact> Events(CancellationToken stop) => feed.ListenAsync(stop);

    /// <inheritdoc />
    public async Task<byte[]> SnapshotAsync(string? camera, bool overlay, CancellationToken stop)
    {
        Task<byte[]> picture = Find(camera).Pipeline.Snapshots.RequestAsync(overlay);
        try
        {
            return await picture.WaitAsync(SnapshotWait, time, stop);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"no frame came within {SnapshotWait.TotalSeconds:0} s: see 'safecity-edge status' for what the camera waits for");
        }
    }

    /// <inheritdoc />
    public async Task<JsonObject> ApplyAsync()
    {
        if (parts.Reload is not { } reload) throw new FormatException("this agent was started without a settings file: end it and start it with --config FILE");
        RunSettings next = reload();
        if (next.Fingerprint != parts.Settings.Fingerprint)
            throw new FormatException("settings outside of 'cameras' have changed, and these are taken at the start: restart the agent ('systemctl restart safecity-edge'); nothing was changed");
        IReadOnlyList<string> changed = await ExchangeAsync(next.Cameras);
        return new JsonObject
        {
            ["changed"] = new JsonArray([.. changed.Select(c => (JsonNode?)c)]),
            ["undisturbed"] = new JsonArray([.. next.Cameras.Select(c => c.Name).Except(changed).Select(c => (JsonNode?)c)]),
        };
    }

    /// <inheritdoc />
    public async Task<string> TestAlarmAsync(string? camera)
    {
        RunningCamera target = Find(camera);
        Fact test = new()
        {
            Camera = target.Name,
            Type = "test",
            Subject = Guid.CreateVersion7(time.GetUtcNow()).ToString(),
            Time = time.GetUtcNow(),
            Data = new EventData { Privacy = new EventPrivacy("blurred", "off", null) },
            Urgent = true,
        };
        CommitReceipt receipt = await parts.Outbox.CommitAsync(test, CancellationToken.None);
        feed.Publish(test, receipt);
        return receipt.EventId;
    }

    // The record stands before anything is seen under it; a change that could not be made is recorded as taken back.
    private async Task<IReadOnlyList<string>> ExchangeAsync(IReadOnlyList<CameraSettings> next)
    {
        CameraSettings[] before = [.. parts.Cameras.Running.Select(c => c.Pipeline.Settings)];
        if (parts.Audit is { } audit) await audit.RecordAsync(next);
        try
        {
            return await parts.Cameras.ApplyAsync(next);
        }
        catch when (parts.Audit is not null)
        {
            await parts.Audit.RecordAsync(before);
            throw;
        }
    }

    private RunningCamera Find(string? name)
    {
        IReadOnlyList<RunningCamera> all = parts.Cameras.Running;
        if (name is null && all.Count > 0) return all[0];
        return all.FirstOrDefault(c => c.Name == name) ?? throw new FormatException($"there is no camera {name}: use {string.Join(", ", all.Select(c => c.Name))}");
    }

    private CameraStatus StatusOf(RunningCamera camera)
    {
        PipelineStatistics s = camera.Pipeline.Statistics;
        (double framesPerSecond, long analysed, long offered) = health.Rates.Of(s);
        string? fault = s.Fault;
        return new CameraStatus
        {
            Name = camera.Name,
            Source = camera.Pipeline.Settings.Source.Display,
            State = camera.Run.IsCompleted ? "ended" : fault is not null || s.DecodedAge is null ? "waiting" : "running",
            Fault = fault,
            FramesPerSecond = Math.Round(framesPerSecond, 2),
            Load = LoadOf(analysed, offered),
            FrameAgeSeconds = Seconds(s.DecodedAge),
            AnalysisAgeSeconds = Seconds(s.AnalysedAge),
            EventAgeSeconds = Seconds(s.CommittedAge),
            FramesDecoded = s.FramesDecoded,
            FramesAnalysed = s.FramesAnalysed,
            FramesDropped = Enum.GetValues<DropCause>().Sum(s.Dropped),
            PacketErrors = s.PacketErrors,
            Reconnects = s.Reconnects,
            Tracks = s.Tracks,
            FactsFailed = s.FactsFailed,
            Restarts = camera.Restarts,
        };
    }

    private UplinkStatus UplinkStatusOf(UplinkStatistics s) => new()
    {
        Broker = parts.Settings.Broker.Address,
        Connected = s.Connected,
        State = s.State.ToString(),
        Acknowledged = s.Acknowledged,
        Reconnects = s.Reconnects,
        WithoutSubscriber = s.WithoutSubscriber,
        Rejected = s.Rejected,
        LastError = s.LastError,
    };

    private static StoreStatus StoreStatusOf(OutboxCounts c) => new()
    {
        EventsPending = c.EventsPending,
        KeyFramesPending = c.KeyFramesPending,
        EventsRecorded = c.EventsRecorded,
        EventsShed = c.EventsShed,
        UsedShare = Math.Round(c.StoreUsedShare, 4),
    };

    private static double? Seconds(TimeSpan? age) => age is { } a ? Math.Round(a.TotalSeconds, 1) : null;

    private static double? LoadOf(long analysed, long offered) => offered == 0 ? null : Math.Round(analysed / (double)offered, 3);
}
