using System.Globalization;
using System.Text;
using System.Text.Json;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Outbox;
using SafeCity.Edge.Transport.Uplink;
using Transport.Tests.Broker;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Uplink;

/// <summary>
/// Malformed commands, configurations and cursors: nothing throws, nothing changes, memory stays flat. A longer run:
/// <c>SAFECITY_MALFORMED=100000</c>.
/// </summary>
public sealed class MalformedInputTests(Xunit.Abstractions.ITestOutputHelper output) : IDisposable
{
    private const int RoundsDefault = 6000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Malformed_commands_configurations_and_cursors_change_nothing_and_take_no_memory()
    {
        int rounds = int.TryParse(Environment.GetEnvironmentVariable("SAFECITY_MALFORMED"), CultureInfo.InvariantCulture, out int n) ? n
            : RoundsDefault;
        int seed = Environment.TickCount;
        Random random = new(seed);
        using SealKey key = SealKey.Open(_folder.File("operator.pem"));
        using OutboxStore outbox = Sample.Open(_folder.File("outbox.db"), change: o => o with { Consumer = "platform" });
        _ = await outbox.CommitAsync(Sample.Fact(1), default);
        TestConfiguration box = new();
        TestCommands commands = new();
        UplinkParts parts = new(new UplinkOptions
        {
            Broker = new BrokerOptions { Host = "127.0.0.1" },
            AgentVersion = "0.1.0",
            CommandTarget = commands,
            ConfigurationTarget = box,
            OperatorKeys = [[.. key.PublicKey]],
        }, TestUplink.Device, outbox, TimeProvider.System, random);
        using CancellationTokenSource end = new();
        Task running = Task.WhenAll(parts.Desk!.RunAsync(end.Token), parts.Configuration!.RunAsync(end.Token));
        byte[][] good = Good(key);
        long before = 0;
        for (int round = 0; round < rounds; round++)
        {
            byte[] payload = Spoil(good[random.Next(good.Length)], random);
            await parts.Desk.TakeAsync(new MqttMessage(TestUplink.Topics.Command("purge"), payload, false));
            await parts.Desk.TakeAsync(new MqttMessage(TestUplink.Topics.Command("snapshot"), Broken(payload, random), false));
            parts.Commands.Take(TestUplink.Topics.Command("replay"), payload, _ => { });
            _ = parts.Configuration.Take(Broken(payload, random));
            _ = await parts.Cursors.TakeAsync(TestUplink.Topics.Cursor("platform"), payload, (_, _) => { });
            if (round == rounds / 5) before = GC.GetTotalMemory(forceFullCollection: true);
        }
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        await end.CancelAsync();
        await running;
        output.WriteLine($"seed {seed}, {rounds} rounds of five, memory grew by {grown} bytes");
        Assert.True(grown < 2_000_000, $"memory grew by {grown} bytes");
        Assert.Equal((1L, 0, 0), (outbox.Counts().EventsRecorded, box.Applications, commands.Runs));
        Assert.Equal(0, outbox.Positions()[0].CommittedSequence);
    }

    private static byte[][] Good(SealKey key)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        CommandMessage command = new()
        {
            CommandId = "c1",
            Issuer = "anna",
            IssuedAt = now,
            NotAfter = now.AddDays(1),
            Args = JsonDocument.Parse("{}").RootElement,
            Name = "purge",
            Device = "acme/harbour/d7f3a1",
        };
        byte[] plain = JsonSerializer.SerializeToUtf8Bytes(command, StateJson.Default.CommandMessage);
        return
        [
            plain,
            JsonSerializer.SerializeToUtf8Bytes(Dsse.Sign(CommandMessage.PayloadType, plain, key), StateJson.Default.DsseEnvelope),
            new ReplayCommand("c1", "cam1", 7, 1, 9, now, now.AddDays(1)).ToJson(),
            Encoding.UTF8.GetBytes("""{"version":3,"document":{"speed":2}}"""),
            new CursorMessage([new CursorPosition("cam1", 7, 1)]).ToJson(),
        ];
    }

    /// <summary>
    /// Makes something of it that is no good: a signature that does not fit any more, another type, a piece, noise.
    /// </summary>
    private static byte[] Spoil(byte[] good, Random random)
    {
        byte[] bytes = [.. good];
        switch (random.Next(5))
        {
            case 0: return bytes[..random.Next(bytes.Length)];
            case 1:
                random.NextBytes(bytes);
                return bytes;
            case 2:
                string digits = Encoding.UTF8.GetString(bytes).Replace("1", "-99999999999999999999", StringComparison.Ordinal);
                return Encoding.UTF8.GetBytes(digits);
            case 3: return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(":\"", ":[\"", StringComparison.Ordinal));
            default:
                for (int i = 0; i < 3; i++) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
        }
    }

    /// <summary>A bit changed in a word may leave it a good message; a brace less never does.</summary>
    private static byte[] Broken(byte[] payload, Random random) =>
        payload is [.., (byte)'}'] ? payload[..^1] : random.Next(2) == 0 ? payload : [.. payload, (byte)'{'];
}
