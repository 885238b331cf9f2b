namespace SafeCity.Edge.Transport.Uplink;

/// <summary>
/// Carries out the commands that are about the box and not about its uplink, for example <c>snapshot</c>, <c>logs</c>, <c>selftest</c>,
/// <c>restart</c>, <c>config-validate</c>.
/// </summary>
public interface ICommandTarget
{
    /// <summary>The names of those that it can; told in the birth message.</summary>
    IReadOnlyList<string> Commands { get; }

    /// <summary>Carries out one; one at a time. What it throws is told as a failure.</summary>
    Task<CommandOutcome> RunAsync(DeviceCommand command, CancellationToken cancellationToken);
}
