using System.Diagnostics.Metrics;
using SafeCity.Edge.Agent.Control;

namespace SafeCity.Edge.Agent.Health;

/// <summary>The agent's figures as instruments of <see cref="Meter"/>; read only when somebody asks, so that they cost nothing a frame.</summary>
internal sealed class AgentMetrics : IDisposable
{
    internal const string MeterName = "SafeCity.Edge";

    private readonly Meter _meter = new(MeterName);
    private readonly Func<AgentStatus> _status;

    internal AgentMetrics(Func<AgentStatus> status)
    {
        _status = status;
        Counter("safecity_edge_frames_decoded", "frames decoded", static c => c.FramesDecoded);
        Counter("safecity_edge_frames_analysed", "frames analysed", static c => c.FramesAnalysed);
        Counter("safecity_edge_frames_dropped", "frames that were not analysed", static c => c.FramesDropped);
        Counter("safecity_edge_packet_errors", "damaged packets", static c => c.PacketErrors);
        Counter("safecity_edge_reconnects", "times that a camera was opened again", static c => c.Reconnects);
        Counter("safecity_edge_restarts", "times that the watchdog started a camera anew", static c => c.Restarts);
        Counter("safecity_edge_tracks", "tracks that have ended", static c => c.Tracks);
        Counter("safecity_edge_facts_failed", "facts that the store refused", static c => c.FactsFailed);
        Gauge("safecity_edge_camera_up", "1 while frames come", static c => c.State == "running" ? 1 : 0);
        Gauge("safecity_edge_frames_per_second", "frames analysed a second", static c => c.FramesPerSecond);
        Gauge("safecity_edge_load", "frames analysed over frames offered", static c => c.Load);
        Gauge("safecity_edge_frame_age_seconds", "since the last decoded frame", static c => c.FrameAgeSeconds);
        Gauge("safecity_edge_analysis_age_seconds", "since the last analysed frame", static c => c.AnalysisAgeSeconds);
        Gauge("safecity_edge_event_age_seconds", "since the last event", static c => c.EventAgeSeconds);
        Box("safecity_edge_broker_connected", "1 while records can be sent", static s => s.Uplink.Connected ? 1 : 0);
        Box("safecity_edge_events_pending", "events to be delivered", static s => s.Store.EventsPending);
        Box("safecity_edge_key_frames_pending", "key frames to be delivered", static s => s.Store.KeyFramesPending);
        Box("safecity_edge_store_used_share", "share of the store in use", static s => s.Store.UsedShare);
        Box("safecity_edge_resident_bytes", "memory in use", static s => s.ResidentBytes);
        Total("safecity_edge_events_recorded", "events ever recorded", static s => s.Store.EventsRecorded);
        Total("safecity_edge_events_shed", "events that gave way to tombstones", static s => s.Store.EventsShed);
        Total("safecity_edge_without_subscriber", "messages that the broker dropped since nobody subscribes", static s => s.Uplink.WithoutSubscriber);
        Total("safecity_edge_cpu_seconds", "processor time", static s => s.CpuSeconds);
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    private void Counter(string name, string text, Func<CameraStatus, double?> read) => _meter.CreateObservableCounter(name, () => Each(read), null, text);

    private void Gauge(string name, string text, Func<CameraStatus, double?> read) => _meter.CreateObservableGauge(name, () => Each(read), null, text);

    private void Box(string name, string text, Func<AgentStatus, double> read) => _meter.CreateObservableGauge(name, () => read(_status()), null, text);

    private void Total(string name, string text, Func<AgentStatus, double> read) => _meter.CreateObservableCounter(name, () => read(_status()), null, text);

    private IEnumerable<Measurement<double>> Each(Func<CameraStatus, double?> read) => _status().Cameras
        .Select(c => (c.Name, Value: read(c)))
        .Where(v => v.Value is not null)
        .Select(v => new Measurement<double>(v.Value!.Value, new KeyValuePair<string, object?>("camera", v.Name)));
}
