using System.Globalization;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;
using SafeCity.Edge.Transport.Uplink;
using AgentUplink = SafeCity.Edge.Transport.Uplink.Uplink;

namespace Transport.Tests.Broker;

/// <summary>An uplink that runs, with short waits.</summary>
internal sealed class TestUplink : IAsyncDisposable
{
    internal static readonly DeviceIdentity Device = new("acme", "harbour", "d7f3a1");
    internal static readonly Topics Topics = new(Device);
    internal static readonly StreamKey Camera = new("cam1", 1789987200);
    internal static readonly StreamKey KeyFrames = new("cam1.kf", 1789987200);

    private TestUplink(AgentUplink uplink)
    {
        Uplink = uplink;
        Running = uplink.RunAsync(CancellationToken.None);
    }

    internal AgentUplink Uplink { get; }

    internal Task Running { get; }

    internal UplinkStatistics Statistics => Uplink.Statistics;

    internal static TestUplink Start(BrokerOptions broker, IPendingRecords records, Func<UplinkOptions, UplinkOptions>? change = null)
    {
        UplinkOptions options = new()
        {
            Broker = broker,
            AgentVersion = "0.1.0",
            Capabilities = ["track"],
            Models = [new BirthModel("centernet", "9f2c")],
            ReconnectDelayMin = TimeSpan.FromMilliseconds(50),
            ReconnectDelayMax = TimeSpan.FromMilliseconds(200),
            RetryDelayMin = TimeSpan.FromMilliseconds(50),
            RetryDelayMax = TimeSpan.FromMilliseconds(200),
            BirthWait = TimeSpan.FromMilliseconds(100),
            CursorWait = TimeSpan.FromMilliseconds(300),
        };
        return new TestUplink(new AgentUplink(change?.Invoke(options) ?? options, Device, records, TimeProvider.System, new Random(7)));
    }

    /// <summary>Adds events numbered from 1 to the camera's log; their body is their number.</summary>
    internal static void AddEvents(MemoryRecords records, int from, int to)
    {
        for (int i = from; i <= to; i++) records.Add(Camera, Topics.Event("cam1", "track"), i.ToString(CultureInfo.InvariantCulture));
    }

    internal Task ConnectedAsync() => Eventually.True(() => Statistics.Connected, "the uplink is connected");

    public ValueTask DisposeAsync() => Uplink.DisposeAsync();
}
