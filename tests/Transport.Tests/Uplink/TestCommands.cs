using SafeCity.Edge.Transport.Uplink;

namespace Transport.Tests.Uplink;

/// <summary>A box that can make a snapshot and that can fail.</summary>
internal sealed class TestCommands : ICommandTarget
{
    private int _runs;

    public IReadOnlyList<string> Commands => ["snapshot", "fail"];

    /// <summary>Snapshots made.</summary>
    internal int Runs => _runs;

    public Task<CommandOutcome> RunAsync(DeviceCommand command, CancellationToken cancellationToken)
    {
        if (command.Name == "fail") throw new InvalidOperationException("the shutter is stuck");
        Interlocked.Increment(ref _runs);
        return Task.FromResult(new CommandOutcome(true, $"snapshot of {command.Text("camera")}"));
    }
}
