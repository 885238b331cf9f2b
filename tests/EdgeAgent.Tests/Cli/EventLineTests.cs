using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Agent.Tests.Cli;

public sealed class EventLineTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 15, 14, 404, TimeSpan.Zero);

    [Fact]
    public void A_track_is_one_line_that_a_person_can_read() => Assert.Equal(
        "08:15:31.204 d7f3a1/cam1 track #15 Vehicle/Car 0.91 for 16.8 s, 201 hits, (0.12,0.61) to (0.44,0.50), left, key frame 41.5 KiB",
        EventLine.Format(Track()));

    [Fact]
    public void An_event_without_details_is_still_a_line() =>
        Assert.Equal("08:15:31.204 d7f3a1/cam1 health", EventLine.Format(
            Track() with { Type = "org.safecity.edge.health.v1", Data = new EventData() }));

    [Fact]
    public void A_track_without_a_picture_names_none()
    {
        CloudEvent track = Track();
        Assert.EndsWith(", left", EventLine.Format(track with { Data = track.Data with { KeyFrames = [] } }), StringComparison.Ordinal);
    }

    private static CloudEvent Track() => new()
    {
        SpecVersion = CloudEvent.SpecVersionText,
        Id = "d7f3a1.cam1.1772352000.7",
        Source = "/sc1/acme/harbour/d7f3a1/cam1/1772352000",
        Type = "org.safecity.edge.track.v1",
        Subject = "019ca8c5-7c80-7000-8000-000000000000",
        Time = Start.AddSeconds(16.8),
        RecordedTime = Start.AddSeconds(17),
        DataContentType = CloudEvent.JsonContentType,
        PartitionKey = "d7f3a1/cam1",
        Sequence = "0000000000000007",
        PreviousHash = "",
        Salt = "",
        Data = new EventData
        {
            Object = new EventObject(15, [new EventClass("Vehicle", 0.95), new EventClass("Car", 0.91)], new EventBox(0.1, 0.2, 0.3, 0.4)),
            Track = new EventTrack(
                Start, Start.AddSeconds(16.8), "left", 201, [new(0, 0.12, 0.61), new(8, 0.3, 0.55), new(16.8, 0.44, 0.5)]),
            KeyFrames = [new EventKeyFrame("d7f3a1.cam1.kf.1772352000.7", "subject", "", 42_496, 640, 480)],
        },
    };
}
