using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Doctor;

/// <summary>What checks share: the settings, the box, and what was tried once for all of them.</summary>
internal sealed class DoctorContext(string settingsFile, SettingsReading reading, TimeProvider time)
{
    private readonly Dictionary<string, Task<CameraFindings>> _cameras = new(StringComparer.Ordinal);
    private Task<BrokerProbeResult>? _broker;

    internal string SettingsFile => settingsFile;

    internal SettingsReading Reading => reading;

    /// <summary>Null while the settings are at fault: most checks then have nothing to look at.</summary>
    internal RunSettings? Settings => reading.Settings;

    internal TimeProvider Time => time;

    /// <summary>The root of the file system; tests put a folder of their own here.</summary>
    internal string Root { get; init; } = "/";

    /// <summary>Folder of models when the settings name none.</summary>
    internal required string ModelsDirectory { get; init; }

    /// <summary>How long a camera is watched.</summary>
    internal TimeSpan Watch { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Watches a camera; tests put findings of their own here.</summary>
    internal Func<CameraSettings, TimeSpan, TimeProvider, CancellationToken, CameraFindings> Probe { get; init; } = CameraProbe.Run;

    /// <summary>A path of the box, below <see cref="Root"/>.</summary>
    internal string System(string path) => Path.Combine(Root, path.TrimStart('/'));

    /// <summary>What a camera gave when it was watched; each is opened once for all checks.</summary>
    internal Task<CameraFindings> CameraAsync(CameraSettings camera, CancellationToken stop) =>
        _cameras.TryGetValue(camera.Name, out Task<CameraFindings>? known) ? known : _cameras[camera.Name] = Task.Run(() => Probe(camera, Watch, time, stop), stop);

    /// <summary>What the broker said when it was tried; once for all checks.</summary>
    internal Task<BrokerProbeResult> BrokerAsync(RunSettings settings, CancellationToken stop) =>
        _broker ??= BrokerProbe.RunAsync(settings.Broker, settings.Identity, time, stop);
}
