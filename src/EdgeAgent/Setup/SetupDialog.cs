using System.Net.Sockets;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Agent.Discovery;
using SafeCity.Edge.Agent.Doctor;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Settings.Yaml;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Setup;

/// <summary>
/// Questions and answers of a first commissioning. Each answer is checked at once, by the reader that the agent itself uses; each camera and
/// the broker are tried. Nothing is written before the last answer.
/// </summary>
internal sealed class SetupDialog(TextReader input, TextWriter output, TimeProvider time)
{
    private readonly SetupDraft _draft = new();

    /// <summary>Reads a secret without showing it; null: like any other answer.</summary>
    internal Func<string, string>? ReadSecret { get; init; }

    /// <summary>Finds cameras; tests put their own here.</summary>
    internal Func<CancellationToken, Task<IReadOnlyList<FoundCamera>>> Discover { get; init; } = stop => OnvifProbe.FindAsync(OnvifProbe.Group, TimeSpan.FromSeconds(3), time, stop);

    /// <summary>Asks everything and writes the files.</summary>
    /// <exception cref="FormatException">The answers ended too early.</exception>
    internal async Task RunAsync(string file, CancellationToken stop)
    {
        output.WriteLine("Commissioning. Enter takes what stands in brackets.");
        _draft.Org = AskName("Organisation (a part of the topics)", null);
        _draft.Site = AskName("Site", null);
        _draft.Device = AskName("Name of this box", DefaultName());
        await AskBrokerAsync(stop);
        await AskCamerasAsync(stop);
        // The service may write below its own state only.
        if (Path.GetFullPath(file) == SettingsFile.InstalledPath) _draft.StoreFolder = SettingsFile.InstalledStore;
        (string settings, string secrets) = _draft.Write();
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!, secretsFile = Path.Combine(folder, "secrets.yaml");
        Directory.CreateDirectory(folder);
        if (File.Exists(file)) File.Move(file, file + ".before", overwrite: true);
        if (secrets.Length > 0) AtomicFile.Write(secretsFile, secrets, ConfigSetCommand.SecretsModeIn(folder));
        AtomicFile.Write(file, settings, ConfigSetCommand.SettingsMode);
        // What was asked piece by piece must hold together.
        SettingsFile.Load(file);
        output.WriteLine($"{file} is written{(secrets.Length > 0 ? $", and the passwords are in {secretsFile}" : "")}.");
    }

    private async Task AskBrokerAsync(CancellationToken stop)
    {
        while (true)
        {
            string address = Ask("Broker, host or host:port", null);
            try
            {
                BrokerOptions broker = BrokerOptions.Parse(address);
                _draft.BrokerTls = AskYes("TLS?", no: broker.Port != 8883);
                (_draft.BrokerHost, _draft.BrokerPort) = (broker.Host, address.Contains(':', StringComparison.Ordinal) || !_draft.BrokerTls ? broker.Port : 8883);
            }
            catch (FormatException e)
            {
                output.WriteLine(e.Message);
                continue;
            }
            _draft.BrokerUser = AskOptional("User at the broker");
            _draft.BrokerPassword = _draft.BrokerUser is null ? null : AskSecret("Password at the broker");
            BrokerProbeResult result = await BrokerProbe.RunAsync(_draft.Broker(), _draft.Identity(), time, stop);
            output.WriteLine(result.Fault is { } fault ? $"Not reached: {fault}" : $"Reached, acknowledged in {result.Acknowledged!.Value.TotalMilliseconds:0} ms.");
            if (result.Fault is null || AskYes("Keep it all the same?", no: true)) return;
        }
    }

    private async Task AskCamerasAsync(CancellationToken stop)
    {
        if (AskYes("Look for cameras in the network?", no: false)) await ShowFoundAsync(stop);
        do
        {
            await AskCameraAsync(stop);
        }
        while (AskYes("Another camera?", no: true));
    }

    private async Task ShowFoundAsync(CancellationToken stop)
    {
        try
        {
            IReadOnlyList<FoundCamera> found = await Discover(stop);
            foreach (FoundCamera camera in found) output.WriteLine($"  {camera.Address}  {camera.Name} {camera.Hardware}");
            if (found.Count == 0) output.WriteLine("  none answered");
        }
        catch (SocketException e)
        {
            output.WriteLine($"  the network was not asked: {e.Message}");
        }
    }

    private async Task AskCameraAsync(CancellationToken stop)
    {
        string name = AskName("Name of the camera", $"cam{_draft.Cameras.Count + 1}", 16);
        while (true)
        {
            string source = Ask("Its address (rtsp://host/path, without user and password) or a video file", null);
            string? user = source.StartsWith("rtsp://", StringComparison.OrdinalIgnoreCase) ? AskOptional("User of the camera") : null;
            string? password = user is null ? null : AskSecret("Password of the camera");
            SetupCamera camera = new(name, source, user, password);
            try
            {
                CameraSettings settings = new() { Name = name, Source = camera.Open(), Classes = [] };
                CameraFindings findings = await Task.Run(() => CameraProbe.Run(settings, TimeSpan.FromSeconds(3), time, stop), stop);
                output.WriteLine(findings.Fault is { } fault ? $"Not opened: {fault.Message}" : $"It gives pictures: {findings.Info!.Codec}, {findings.Info.Width}x{findings.Info.Height}.");
                if (findings.Fault is null || AskYes("Keep it all the same?", no: true))
                {
                    AskPrivacy(camera);
                    return;
                }
            }
            catch (VideoSourceException e)
            {
                output.WriteLine(e.Message);
            }
        }
    }

    private void AskPrivacy(SetupCamera camera)
    {
        output.WriteLine("Heads are masked in every picture, and plates are not read, unless the settings say otherwise and why.");
        _draft.Cameras.Add(camera with { Purpose = AskOptional("Purpose of this camera, for example traffic-safety (goes into every event)") });
    }

    private string AskName(string question, string? proposal, int charactersMax = 36)
    {
        ScalarType<string> name = Scalars.Name(charactersMax);
        while (true)
        {
            string answer = Ask(question, proposal);
            if (name.TryRead(answer, out string good) && (charactersMax != 16 || (good != "sys" && _draft.Cameras.All(c => c.Name != good)))) return good;
            output.WriteLine($"'{answer}' does not fit: use {name.Allowed}{(charactersMax == 16 ? ", each name once" : "")}");
        }
    }

    private string Ask(string question, string? proposal)
    {
        while (true)
        {
            output.Write(proposal is null ? $"{question}: " : $"{question} [{proposal}]: ");
            string answer = (input.ReadLine() ?? throw new FormatException("the answers ended before the last question: nothing was written")).Trim();
            if (answer.Length > 0) return answer;
            if (proposal is not null) return proposal;
        }
    }

    private string? AskOptional(string question)
    {
        string answer = Ask(question, "none");
        return answer == "none" ? null : answer;
    }

    private string AskSecret(string question)
    {
        if (ReadSecret is { } read) return read(question);
        string answer = Ask(question, null);
        return answer;
    }

    private bool AskYes(string question, bool no) => Ask(question, no ? "no" : "yes").StartsWith("y", StringComparison.OrdinalIgnoreCase);

    private static string DefaultName()
    {
        string name = new([.. Environment.MachineName.ToLowerInvariant().Where(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-').Take(36)]);
        return name.Length > 0 ? name : "edge-01";
    }
}
