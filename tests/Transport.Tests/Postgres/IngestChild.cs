using System.Globalization;
using Npgsql;
using SafeCity.Edge.Transport.Consumer;
using SafeCity.Edge.Transport.Uplink;

namespace Transport.Tests.Postgres;

/// <summary>One process of a platform on a shared subscription and a shared PostgreSQL; runs until it is killed.</summary>
internal static class IngestChild
{
    internal static async Task<int> RunAsync(int brokerPort, string connectionString, string name)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        using PostgresConsumerStore store = PostgresConsumerStore.Open(source);
        Ingest ingest = new(store, Options(new BrokerOptions { Host = "127.0.0.1", Port = brokerPort }, name), TimeProvider.System, new Random());
        Task running = ingest.RunAsync(CancellationToken.None);
        await ingest.WaitUntilSubscribedAsync(CancellationToken.None);
        Console.WriteLine("subscribed");
        await running;
        return 0;
    }

    internal static IngestOptions Options(BrokerOptions broker, string name) => new()
    {
        Connection = new ConsumerConnectionOptions
        {
            Broker = broker,
            ClientId = string.Create(CultureInfo.InvariantCulture, $"platform-{name}"),
            Filters = ["$share/platform/sc1/+/+/+/#"],
            ReconnectDelayMin = TimeSpan.FromMilliseconds(20),
            ReconnectDelayMax = TimeSpan.FromMilliseconds(50),
            // Taken over at once by the others when it dies: the broker then gives them what it had not acknowledged.
            SessionExpiry = TimeSpan.Zero,
        },
        Consumer = "platform",
        Interval = TimeSpan.FromMilliseconds(100),
        Storing = new StoringConsumerOptions
        {
            AssemblesInStore = true,
            ReplayAfter = TimeSpan.FromMilliseconds(500),
            TailReplayAfter = TimeSpan.FromSeconds(1),
            ReplayBackOffMax = TimeSpan.FromSeconds(2),
        },
    };
}
