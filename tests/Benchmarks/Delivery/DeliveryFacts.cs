using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace SafeCity.Edge.Benchmarks.Delivery;

/// <summary>A store of events as large as those of the agent (1.2 KB), filled as the agent does: many on their way, none awaited alone.</summary>
internal static class DeliveryFacts
{
    // As many as the outbox takes: 256 that wait, 256 that are being built, 256 that are being committed.
    private const int OnTheirWay = 768;

    internal static DeviceIdentity Device { get; } = new("acme", "harbour", "bench");

    internal static Fact Event { get; } = Make();

    internal static OutboxStore Open(string path, string? consumer = null) => OutboxStore.Open(
        new OutboxOptions(path, Device) { Consumer = consumer, QueueWaitMs = 60_000, StoreBytesMax = 16L << 30 }, TimeProvider.System,
        new SystemRandomBytes());

    /// <summary>Commits so many; returns when all are durable.</summary>
    internal static async Task FillAsync(OutboxStore outbox, int records)
    {
        using SemaphoreSlim places = new(OnTheirWay, OnTheirWay);
        for (int i = 0; i < records; i++)
        {
            await places.WaitAsync();
            _ = CommitAsync(outbox, places);
        }
        for (int i = 0; i < OnTheirWay; i++) await places.WaitAsync();
    }

    private static async Task CommitAsync(OutboxStore outbox, SemaphoreSlim places)
    {
        _ = await outbox.CommitAsync(Event, CancellationToken.None).ConfigureAwait(false);
        _ = places.Release();
    }

    private static Fact Make()
    {
        DateTimeOffset seen = new(2026, 10, 5, 8, 15, 31, 204, TimeSpan.Zero);
        return new Fact
        {
            Camera = "cam1",
            Type = "track",
            Subject = "01990b1e-7c1e-7a40-9b53-2f6a1c0d9e11",
            Time = seen,
            Data = new EventData
            {
                Clock = new EventClock("ntp", 12, "912345678901234"),
                Frame = new EventFrame(seen, 1920, 1080, 882113),
                Model = new EventModel("centernet-mobilenetv3", "1", new string('9', 64)),
                Object = new EventObject(15, [new EventClass("Vehicle", 0.97), new EventClass("Car", 0.91)],
                    new EventBox(0.412, 0.286, 0.061, 0.214), new EventAttributes([new EventColor("white", [221, 224, 226], 0.82)])),
                Track = new EventTrack(seen, seen.AddSeconds(8), "left", 201,
                    [new EventPathPoint(0, 0.12, 0.61), new EventPathPoint(8.2, 0.44, 0.5)]),
                Privacy = new EventPrivacy("blurred", "off", "traffic-safety"),
            },
        };
    }
}
