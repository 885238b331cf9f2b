using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;

namespace Transport.Tests.Outbox;

/// <summary>Facts as the pipeline makes them.</summary>
internal static class Sample
{
    internal static DeviceIdentity Device { get; } = new("acme", "harbour", "d7f3a1");

    internal static DateTimeOffset Seen { get; } = new(2026, 10, 5, 8, 15, 31, 204, TimeSpan.Zero);

    internal static SafeCity.Edge.Transport.Outbox.Outbox Open(
        string path, TimeProvider? time = null, Func<OutboxOptions, OutboxOptions>? change = null)
    {
        OutboxOptions options = new(path, Device);
        return SafeCity.Edge.Transport.Outbox.Outbox.Open(
            change is null ? options : change(options),
            time ?? TimeProvider.System, new SystemRandomBytes());
    }

    internal static Fact Fact(int number, string camera = "cam1", int jpegBytes = 0) => new()
    {
        Camera = camera,
        Type = "track",
        Subject = $"01990b1e-7c1e-7a40-9b53-{number:x12}",
        Time = Seen,
        Data = Data(number),
        KeyFrames = jpegBytes == 0 ? [] : [KeyFrame(number, jpegBytes)],
    };

    internal static FactKeyFrame KeyFrame(int number, int jpegBytes)
    {
        byte[] jpeg = new byte[jpegBytes];
        new Random(number).NextBytes(jpeg);
        return new FactKeyFrame { Role = "subject", Jpeg = jpeg, Width = 640, Height = 480, Time = Seen };
    }

    /// <summary>The example of the contract, section 4, without what the outbox fills in.</summary>
    internal static EventData Data(int number) => new()
    {
        Clock = new EventClock("ntp", 12, "912345678901234"),
        Frame = new EventFrame(Seen, 1920, 1080, 882113),
        Model = new EventModel("centernet-mobilenetv3", "1", "9f2c"),
        Object = new EventObject(
            number,
            [new EventClass("Vehicle", 0.97f), new EventClass("Car", 0.91f)],
            new EventBox(0.412f, 0.28604f, 0.061f, 0.21396f),
            new EventAttributes([new EventColor("white", [221, 224, 226], 0.82f)]),
            new EventMotion(8.4f, 271)),
        Track = new EventTrack(
            Seen.AddSeconds(-9.1), Seen.AddSeconds(7.698), "left", 201,
                [new EventPathPoint(0, 0.12f, 0.61f), new EventPathPoint(8.2f, 0.44f, 0.5f)]),
        Privacy = new EventPrivacy("blurred", "off", "traffic-safety"),
    };
}
