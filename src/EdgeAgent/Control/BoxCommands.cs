using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Settings.Yaml;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Control;

/// <summary>The commands of the platform that are about the box: what the control socket can, over the broker (contract, section 8).</summary>
/// <param name="outbox">Where a snapshot goes.</param>
/// <param name="storeFile">Its file, for the self-test.</param>
/// <param name="time">Clock.</param>
/// <param name="maskingOf">What is hidden in a camera's pictures.</param>
/// <param name="restart">Ends the run.</param>
internal sealed class BoxCommands(Outbox outbox, string storeFile, TimeProvider time, Func<string, CameraMasking> maskingOf, Action restart) : ICommandTarget
{
    /// <inheritdoc />
    public IReadOnlyList<string> Commands { get; } = ["snapshot", "selftest", "config-validate", "config-apply", "restart"];

    /// <summary>The running agent; null until all of it runs.</summary>
    internal IControlTarget? Target { get; set; }

    /// <inheritdoc />
    public async Task<CommandOutcome> RunAsync(DeviceCommand command, CancellationToken cancellationToken)
    {
        if (Target is not { } target) return new CommandOutcome(false, "the agent is still starting: ask again");
        return command.Name switch
        {
            "snapshot" => await SnapshotAsync(target, command.Text("camera"), cancellationToken),
            "selftest" => SelfTest(target),
            "config-validate" => Validate(command.Text("yaml")),
            "config-apply" => new CommandOutcome(true, (await target.ApplyAsync()).ToJsonString()),
            _ => new CommandOutcome(true, "the agent ends; its service starts it again", restart),
        };
    }

    /// <summary>A fact with one picture: it is stored, sealed and delivered as every other, and the reply names it.</summary>
    private async Task<CommandOutcome> SnapshotAsync(IControlTarget target, string? camera, CancellationToken cancellationToken)
    {
        byte[] jpeg = await target.SnapshotAsync(camera, overlay: false, cancellationToken);
        string name = camera ?? target.Status().Cameras[0].Name;
        if (JpegSize.Of(jpeg) is not var (width, height)) return new CommandOutcome(false, "the picture is no JPEG");
        DateTimeOffset now = time.GetUtcNow();
        CameraMasking masking = maskingOf(name);
        Fact fact = new()
        {
            Camera = name,
            Type = "snapshot",
            Subject = Guid.CreateVersion7(now).ToString(),
            Time = now,
            Data = new EventData { Privacy = masking.Events },
            KeyFrames = [new FactKeyFrame { Role = "scene", Jpeg = jpeg, Width = width, Height = height, Time = now, Masking = masking.Policy.NameFor(KeyFrameRole.Scene) }],
        };
        CommitReceipt receipt = await outbox.CommitAsync(fact, cancellationToken);
        return new CommandOutcome(true, receipt.EventId);
    }

    private CommandOutcome SelfTest(IControlTarget target)
    {
        using OutboxInspector store = OutboxInspector.Open(storeFile);
        string[] faults = [.. OutboxCheck.Run(store).Select(f => f.Sentence), .. target.Status().Cameras.Where(c => c.Fault is not null).Select(c => $"{c.Name}: {c.Fault}")];
        return new CommandOutcome(faults.Length == 0, faults.Length == 0 ? "the store is sound and no camera has a fault" : string.Join('\n', faults));
    }

    private static CommandOutcome Validate(string? yaml)
    {
        if (yaml is null) return new CommandOutcome(false, "args.yaml is missing: give the text of a settings file");
        IReadOnlyList<SettingsFault> faults = SettingsFile.Read(SettingsFile.InstalledPath, yaml).Faults;
        return new CommandOutcome(faults.Count == 0, faults.Count == 0 ? null : string.Join('\n', faults));
    }
}
