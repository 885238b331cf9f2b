using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Uplink;

namespace Transport.Tests.Guide;

/// <summary>The C# of the subscriber's guide; the guide must have exactly these lines.</summary>
internal static class GuideExample
{
    internal static async Task RunAsync(CancellationToken stop)
    {
        // guide
        using SqliteConsumerStore store = SqliteConsumerStore.Open("platform.db");
        Ingest ingest = new(store, new IngestOptions
        {
            Connection = new ConsumerConnectionOptions { Broker = BrokerOptions.Parse("localhost:1883"), ClientId = "platform-1" },
            Consumer = "platform",
        }, TimeProvider.System, new Random());
        await ingest.RunAsync(stop);
        // end
    }
}
