using System.Text.Json;
using System.Threading.Channels;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>
/// Takes commands, refuses what is expired, unsigned or unknown, and carries out the others one after the other, each once: its reply is
/// stored before it begins and when it ends, with an audit record in the same transaction (contract, section 8). Lives as long as the uplink.
/// </summary>
internal sealed class CommandDesk
{
    // A person or a program asks for a few a minute; more wait for nobody.
    private const int WaitingMax = 16;

    // A reply fits a packet of 8 KiB.
    private const int DetailCharactersMax = 6000;

    private readonly UplinkParts _parts;
    private readonly ICommandStore _store;
    private readonly CommandAuthority _authority;
    private readonly OwnCommands _own;
    private readonly Channel<(DeviceCommand Command, CommandRoute Route)> _waiting =
        Channel.CreateBounded<(DeviceCommand, CommandRoute)>(new BoundedChannelOptions(WaitingMax) { SingleReader = true });

    internal CommandDesk(UplinkParts parts, ICommandStore store, DeviceIdentity device)
    {
        (_parts, _store) = (parts, store);
        _authority = new CommandAuthority(device, parts.Options.OperatorKeys);
        _own = new OwnCommands(parts, store);
    }

    /// <summary>Sends a reply over the connection of the moment; null when there is none.</summary>
    internal Func<string, byte[], MqttPublishOptions, Task>? Publish { get; set; }

    /// <summary>Asks the connection of the moment to say its birth again; null when there is none.</summary>
    internal Func<Task>? SayBirth
    {
        set => _own.SayBirth = value;
    }

    /// <summary>Takes a message below <c>cmd/</c>. Returns without waiting for what it does.</summary>
    internal async Task TakeAsync(MqttMessage message)
    {
        string name = message.Topic[_parts.Topics.CommandRoot.Length..];
        if (_authority.Read(name, message.Payload.Span) is not (var asked, var keyId))
        {
            Ignored();
            return;
        }
        CommandRoute route = new(message.ResponseTopic ?? asked.ResponseTopic, message.CorrelationData);
        if (route.Topic is not null && !_parts.Topics.IsReply(route.Topic))
        {
            // To reply elsewhere would let anybody write anywhere in this box's name.
            Ignored();
            return;
        }
        DeviceCommand command = new(name, asked.CommandId, asked.Issuer, asked.NotAfter, asked.Args ?? default, keyId);
        if (_store.FindReply(command.CommandId) is { } stored) await SendAsync(route, stored).ConfigureAwait(false);
        else if (command.NotAfter < _parts.Time.GetUtcNow()) await RefuseAsync(command, route, "expired", null).ConfigureAwait(false);
        else if (Objection(command) is { } why) await RefuseAsync(command, route, "rejected", why).ConfigureAwait(false);
        else if (!_waiting.Writer.TryWrite((command, route)))
            await RefuseAsync(command, route, "rejected", "too many commands wait: ask again later").ConfigureAwait(false);
    }

    /// <summary>Carries out what waits until cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach ((DeviceCommand command, CommandRoute route) in _waiting.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                await CarryOutAsync(command, route, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The uplink ends; what waited was not begun, and may be asked for again.
        }
    }

    private string? Objection(DeviceCommand command)
    {
        bool isKnown = OwnCommands.All.Contains(command.Name) || _parts.Options.CommandTarget?.Commands.Contains(command.Name) == true;
        if (!isKnown) return $"this box cannot {command.Name}: its birth message says what it can";
        return CommandAuthority.NeedsSignature(command.Name) && command.KeyId is null
            ? $"{command.Name} must be signed by an operator's key that is pinned on this box"
            : null;
    }

    private async Task CarryOutAsync(DeviceCommand command, CommandRoute route, CancellationToken cancellationToken)
    {
        try
        {
            byte[] accepted = Reply(command, "accepted", null);
            if (!await _store.BeginCommandAsync(command.CommandId, accepted, Audit(command, "accepted", null)).ConfigureAwait(false))
            {
                await SendAsync(route, _store.FindReply(command.CommandId) ?? accepted).ConfigureAwait(false);
                return;
            }
            await SendAsync(route, accepted).ConfigureAwait(false);
            CommandOutcome outcome = await OutcomeAsync(command, cancellationToken).ConfigureAwait(false);
            (string status, string? detail) = (outcome.IsDone ? "done" : "failed", Shorten(outcome.Detail));
            byte[] reply = Reply(command, status, detail);
            await _store.EndCommandAsync(command.CommandId, reply, Audit(command, status, detail)).ConfigureAwait(false);
            _parts.Counters.Change(s => s with { CommandsRun = s.CommandsRun + 1 });
            await SendAsync(route, reply).ConfigureAwait(false);
            outcome.Afterwards?.Invoke();
        }
        catch (OutboxException e)
        {
            // Without its mark in the store a command is not begun; one that was begun keeps "accepted".
            _parts.Counters.Change(s => s with { LastError = $"the command {command.Name} could not be noted: {e.Message}" });
        }
    }

    private async Task<CommandOutcome> OutcomeAsync(DeviceCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return OwnCommands.All.Contains(command.Name)
                ? await _own.RunAsync(command).ConfigureAwait(false)
                : await _parts.Options.CommandTarget!.RunAsync(command, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever a target throws is the answer to whoever asked; the uplink goes on.
            return new CommandOutcome(false, e.Message);
        }
    }

    private async Task RefuseAsync(DeviceCommand command, CommandRoute route, string status, string? why)
    {
        Ignored();
        await SendAsync(route, Reply(command, status, why)).ConfigureAwait(false);
    }

    private async Task SendAsync(CommandRoute route, byte[] reply)
    {
        if (route.Topic is null || Publish is not { } publish) return;
        MqttPublishOptions options = new() { ContentType = Topics.JsonContentType, CorrelationData = route.CorrelationData };
        await publish(route.Topic, reply, options).ConfigureAwait(false);
    }

    private byte[] Reply(DeviceCommand command, string status, string? detail) => JsonSerializer.SerializeToUtf8Bytes(
        new CommandReply(command.CommandId, command.Name, status, _parts.Time.GetUtcNow(), detail), StateJson.Default.CommandReply);

    private static EventAudit Audit(DeviceCommand command, string status, string? detail) =>
        new(command.Name, command.CommandId, command.Issuer, status, detail is { Length: > 500 } ? detail[..500] : detail, command.KeyId);

    private static string? Shorten(string? detail) => detail is { Length: > DetailCharactersMax } ? detail[..DetailCharactersMax] : detail;

    private void Ignored() => _parts.Counters.Change(s => s with { CommandsIgnored = s.CommandsIgnored + 1 });
}
