using System.Text.Json;
using System.Threading.Channels;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>
/// Desired to reported configuration: validates, applies whole or not at all, watches the box's health for a while, and goes back by itself
/// when it gets worse. Lives as long as the uplink.
/// </summary>
internal sealed class ConfigurationKeeper(UplinkParts parts, IConfigurationTarget target)
{
    // Below this a change of health is noise.
    private const double HealthTolerance = 0.05;

    private const int PayloadBytesMax = 256 * 1024;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Only the last one counts.
    private readonly Channel<ConfigurationDesired> _desired = Channel.CreateBounded<ConfigurationDesired>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private ConfigurationReport? _last;

    // Went wrong here once: the broker keeps it, and gives it again at every connection.
    private long? _refused;

    /// <summary>Publishes the report; null when there is no connection.</summary>
    internal Func<byte[], Task>? Publish { get; set; }

    /// <summary>The last report, to be said again at a new connection; null when nothing was desired yet.</summary>
    internal byte[]? LastReport => _last is null ? null : Bytes(_last);

    /// <summary>Takes a message on <c>config/desired</c>. False when it is none.</summary>
    internal bool Take(ReadOnlySpan<byte> payload)
    {
        if (payload.Length is 0 or > PayloadBytesMax) return false;
        try
        {
            if (JsonSerializer.Deserialize(payload, StateJson.Default.ConfigurationDesired) is not { Version: >= 1 } desired) return false;
            return desired.Document.ValueKind == JsonValueKind.Object && _desired.Writer.TryWrite(desired);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // Noise from outside: the caller counts it.
            return false;
        }
    }

    /// <summary>Takes what is desired into effect until cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (ConfigurationDesired desired in _desired.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                await ConsiderAsync(desired, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The uplink ends. A configuration on probation stays: the next start works with it.
        }
    }

    private async Task ConsiderAsync(ConfigurationDesired desired, CancellationToken cancellationToken)
    {
        if (desired.Version == target.Version)
        {
            await ReportAsync("applied", desired, null).ConfigureAwait(false);
            return;
        }
        if (desired.Version == _refused) return;
        IReadOnlyList<string> faults = Validate(desired);
        if (faults.Count > 0)
        {
            await RefuseAsync("rejected", desired, faults).ConfigureAwait(false);
            return;
        }
        (long version, JsonElement document, double health) = (target.Version, target.Document, target.Health);
        try
        {
            await target.ApplyAsync(desired.Version, desired.Document, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            await RefuseAsync("rejected", desired, [$"it could not be applied: {e.Message}"]).ConfigureAwait(false);
            return;
        }
        await ReportAsync("applying", desired, null).ConfigureAwait(false);
        if (await GetsWorseAsync(health, cancellationToken).ConfigureAwait(false) is not { } worse)
        {
            await ReportAsync("applied", desired, null).ConfigureAwait(false);
            return;
        }
        await target.ApplyAsync(version, document, cancellationToken).ConfigureAwait(false);
        await RefuseAsync("rolledBack", desired, [worse]).ConfigureAwait(false);
    }

    private IReadOnlyList<string> Validate(ConfigurationDesired desired)
    {
        try
        {
            return target.Validate(desired.Document);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return [$"it cannot be read: {e.Message}"];
        }
    }

    /// <summary>Why it gets worse, or null when the probation is over and it did not.</summary>
    private async Task<string?> GetsWorseAsync(double before, CancellationToken cancellationToken)
    {
        long start = parts.Time.GetTimestamp();
        while (parts.Time.GetElapsedTime(start) < parts.Options.ConfigurationProbation)
        {
            TimeSpan left = parts.Options.ConfigurationProbation - parts.Time.GetElapsedTime(start);
            await Task.Delay(left < Look ? left : Look, parts.Time, cancellationToken).ConfigureAwait(false);
            if (target.Health < before - HealthTolerance)
                return FormattableString.Invariant($"the box works worse with it (health {target.Health:0.00}, before {before:0.00})");
        }
        return null;
    }

    private Task RefuseAsync(string status, ConfigurationDesired desired, IReadOnlyList<string> faults)
    {
        _refused = desired.Version;
        return ReportAsync(status, desired, faults);
    }

    private async Task ReportAsync(string status, ConfigurationDesired desired, IReadOnlyList<string>? faults)
    {
        _last = new ConfigurationReport(target.Version, status, parts.Time.GetUtcNow(), desired.Version, faults);
        if (Publish is { } publish) await publish(Bytes(_last)).ConfigureAwait(false);
    }

    private static byte[] Bytes(ConfigurationReport report) =>
        JsonSerializer.SerializeToUtf8Bytes(report, StateJson.Default.ConfigurationReport);
}
