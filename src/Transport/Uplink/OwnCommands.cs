using System.Globalization;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>The commands that the uplink and its store carry out themselves.</summary>
internal sealed class OwnCommands(UplinkParts parts, ICommandStore store)
{
    internal static readonly string[] All = ["ping", "birth", "seal", "purge"];

    internal Func<Task>? SayBirth { get; set; }

    internal async Task<CommandOutcome> RunAsync(DeviceCommand command)
    {
        switch (command.Name)
        {
            case "ping":
                return new CommandOutcome(true, command.Text("text"));
            case "birth":
                if (SayBirth is not { } say) return new CommandOutcome(false, "there is no connection to say it over");
                await say().ConfigureAwait(false);
                return new CommandOutcome(true);
            case "seal":
                await store.SealAsync().ConfigureAwait(false);
                return new CommandOutcome(true);
            default:
                return await PurgeAsync(command).ConfigureAwait(false);
        }
    }

    private async Task<CommandOutcome> PurgeAsync(DeviceCommand command)
    {
        // Without a moment everything until now; a wrong one must not erase what was not meant.
        DateTimeOffset before = parts.Time.GetUtcNow();
        if (command.Text("before") is { } text
            && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out before))
            return new CommandOutcome(false, $"'{text}' is not a time: write it as 2026-10-05T08:15:31Z");
        long erased = await store.PurgeAsync(command.Text("camera"), before).ConfigureAwait(false);
        return new CommandOutcome(true, string.Create(CultureInfo.InvariantCulture, $"{erased} records erased"));
    }
}
