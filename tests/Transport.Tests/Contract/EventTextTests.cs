using System.Text;
using System.Text.Json;
using SafeCity.Edge.Transport.Contract;
using Transport.Tests.Outbox;

namespace Transport.Tests.Contract;

public sealed class EventTextTests
{
    // The example of the contract, section 4, byte by byte. These bytes are what platforms hash: they may never change.
    private static readonly string GoldenEvent = """
        {"specversion":"1.0","id":"d7f3a1.cam1.1789987200.18211","source":"/sc1/acme/harbour/d7f3a1/cam1/1789987200",
        "type":"org.safecity.edge.track.v1","subject":"01990b1e-7c1e-7a40-9b53-2f6a1c0d9e11",
        "time":"2026-10-05T08:15:31.204Z","recordedtime":"2026-10-05T08:15:39.871Z","datacontenttype":"application/json",
        "partitionkey":"d7f3a1/cam1","sequence":"0000000000018211","previoushash":"6B6l-awf","salt":"q83vEjRW",
        "data":{"boot":42,"clock":{"sync":"ntp","uncertaintyMs":12,"monotonicNs":"912345678901234"},
        "frame":{"time":"2026-10-05T08:15:31.204Z","width":1920,"height":1080,"number":882113},
        "model":{"name":"centernet-mobilenetv3","version":"1","sha256":"9f2c"},
        "object":{"id":15,"classes":[{"type":"Vehicle","score":0.97},{"type":"Car","score":0.91}],
        "box":{"x":0.412,"y":0.286,"width":0.061,"height":0.214},
        "attributes":{"colors":[{"name":"white","rgb":[221,224,226],"score":0.82}]},"motion":{"speed":8.4,"heading":271}},
        "track":{"start":"2026-10-05T08:15:22.104Z","end":"2026-10-05T08:15:38.902Z","endReason":"left","hits":201,
        "path":[{"t":0,"x":0.12,"y":0.61},{"t":8.2,"x":0.44,"y":0.5}]},
        "keyFrames":[{"id":"d7f3a1.cam1.kf.1789987200.5120","role":"subject","sha256":"N1Z2","bytes":48211,"width":640,"height":480}],
        "privacy":{"faces":"blurred","plates":"off","purpose":"traffic-safety"}}}
        """.ReplaceLineEndings("");

    private static readonly string GoldenHeader = """
        {"id":"d7f3a1.cam1.kf.1789987200.5120","source":"/sc1/acme/harbour/d7f3a1/cam1.kf/1789987200","sequence":"0000000000005120",
        "size":48211,"sha256":"N1Z2","type":"image/jpeg","width":640,"height":480,"role":"subject",
        "event":"d7f3a1.cam1.1789987200.18211","time":"2026-10-05T08:15:31.204Z","masking":"faces,plates",
        "previoushash":"6B6l-awf","salt":"q83vEjRW"}
        """.ReplaceLineEndings("");

    private static readonly RecordName Name = new(Sample.Device, new StreamKey("cam1", 1789987200), 18211);
    private static readonly RecordName KeyFrameName = new(Sample.Device, new StreamKey("cam1.kf", 1789987200), 5120);

    [Fact]
    public void Event_is_written_with_exactly_the_bytes_of_the_contract() =>
        Assert.Equal(GoldenEvent, Encoding.UTF8.GetString(EventText.Write(Event())));

    [Fact]
    public void Key_frame_header_is_written_with_exactly_the_bytes_of_the_contract() =>
        Assert.Equal(GoldenHeader, Encoding.UTF8.GetString(EventText.Write(Header())));

    [Fact]
    public void What_is_read_is_written_again_with_the_same_bytes()
    {
        Assert.True(EventText.TryReadEvent(Encoding.UTF8.GetBytes(GoldenEvent), out CloudEvent? value, out string? reason), reason);
        Assert.Equal(GoldenEvent, Encoding.UTF8.GetString(EventText.Write(value)));
        Assert.True(EventText.TryReadHeader(Encoding.UTF8.GetBytes(GoldenHeader), out KeyFrameHeader? header, out reason), reason);
        Assert.Equal(Header(), header);
    }

    [Fact]
    public void What_does_not_apply_is_left_out() =>
        Assert.EndsWith(
            "\"salt\":\"q83vEjRW\",\"data\":{}}",
            Encoding.UTF8.GetString(EventText.Write(Event() with { Data = new EventData() })), StringComparison.Ordinal);

    [Fact]
    public void Unknown_members_are_passed_over()
    {
        string newer = GoldenEvent.Replace("\"data\":{", "\"mood\":{\"a\":[1]},\"data\":{\"weather\":\"rain\",", StringComparison.Ordinal);
        Assert.True(EventText.TryReadEvent(Encoding.UTF8.GetBytes(newer), out CloudEvent? value, out _));
        Assert.Equal(GoldenEvent, Encoding.UTF8.GetString(EventText.Write(value)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"specversion\":\"1.0\",\"id\":null}")]
    [InlineData("not JSON")]
    public void What_is_not_an_event_or_a_header_is_refused_with_a_reason(string text)
    {
        Assert.False(EventText.TryReadEvent(Encoding.UTF8.GetBytes(text), out _, out string? reason));
        Assert.NotEmpty(reason);
        Assert.False(EventText.TryReadHeader(Encoding.UTF8.GetBytes(text), out _, out reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void An_event_without_one_of_its_members_is_refused()
    {
        using JsonDocument document = JsonDocument.Parse(GoldenEvent);
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            string without = "{" + string.Join(',', document.RootElement.EnumerateObject().Where(p => p.Name != member.Name)) + "}";
            Assert.False(EventText.TryReadEvent(Encoding.UTF8.GetBytes(without), out _, out _), member.Name);
        }
    }

    [Fact]
    public void Times_are_brought_to_utc_and_cut_to_milliseconds()
    {
        CloudEvent value = Event() with { Time = new DateTimeOffset(2026, 10, 5, 10, 15, 31, 204, TimeSpan.FromHours(2)).AddTicks(9999) };
        Assert.Equal(GoldenEvent, Encoding.UTF8.GetString(EventText.Write(value)));
    }

    [Theory]
    [InlineData(-0.00001, "0")]
    [InlineData(0.00005, "0.0001")]
    [InlineData(1, "1")]
    [InlineData(0.123449, "0.1234")]
    public void Coordinates_have_four_decimals(double x, string written)
    {
        EventData data = new() { Object = new EventObject(1, [], new EventBox(x, 0, 0, 0)) };
        Assert.Contains($"{{\"x\":{written},",
            Encoding.UTF8.GetString(EventText.Write(Event() with { Data = data })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_is_not_finite_is_refused(double x)
    {
        EventData data = new() { Object = new EventObject(1, [], new EventBox(x, 0, 0, 0)) };
        _ = Assert.Throws<JsonException>(() => EventText.Write(Event() with { Data = data }));
    }

    [Fact]
    public void Names_are_spelled_as_in_the_contract_and_read_back()
    {
        Assert.Equal("d7f3a1.cam1.1789987200.18211", Name.Id);
        Assert.Equal("d7f3a1.cam1.kf.1789987200.5120", KeyFrameName.Id);
        Assert.Equal(Name, RecordName.Parse(Name.Source, Name.SequenceText));
        Assert.Equal(KeyFrameName, RecordName.Parse(KeyFrameName.Source, KeyFrameName.SequenceText));
    }

    [Theory]
    [InlineData("/sc1/acme/harbour/d7f3a1/cam1/1789987200", "18211")]
    [InlineData("/sc1/acme/harbour/d7f3a1/cam1/1789987200", "0000000000000000")]
    [InlineData("/sc1/acme/harbour/d7f3a1/cam1/1789987200", "-000000000000001")]
    [InlineData("/sc1/acme/harbour/d7f3a1/cam1/01789987200", "0000000000000001")]
    [InlineData("/sc1/acme/harbour/d7f3a1/cam1", "0000000000000001")]
    [InlineData("/sc1/acme/harbour/D7F3A1/cam1/1", "0000000000000001")]
    [InlineData("/sc1/acme/harbour/d7f3a1/cam1\n/1", "0000000000000001")]
    [InlineData("/sc1/acme/harbour/d7f3a1/a-camera-of-too-long-a-name/1", "0000000000000001")]
    [InlineData("/sc2/acme/harbour/d7f3a1/cam1/1", "0000000000000001")]
    [InlineData("", "")]
    public void A_name_that_is_not_spelled_so_is_refused(string source, string sequence) => Assert.Null(RecordName.Parse(source, sequence));

    internal static CloudEvent Event() => new()
    {
        SpecVersion = CloudEvent.SpecVersionText,
        Id = Name.Id,
        Source = Name.Source,
        Type = "org.safecity.edge.track.v1",
        Subject = "01990b1e-7c1e-7a40-9b53-2f6a1c0d9e11",
        Time = Sample.Seen,
        RecordedTime = new DateTimeOffset(2026, 10, 5, 8, 15, 39, 871, TimeSpan.Zero),
        DataContentType = CloudEvent.JsonContentType,
        PartitionKey = "d7f3a1/cam1",
        Sequence = Name.SequenceText,
        PreviousHash = "6B6l-awf",
        Salt = "q83vEjRW",
        Data = Sample.Data(15) with { Boot = 42, KeyFrames = [new EventKeyFrame(KeyFrameName.Id, "subject", "N1Z2", 48211, 640, 480)] },
    };

    private static KeyFrameHeader Header() => new()
    {
        Id = KeyFrameName.Id,
        Source = KeyFrameName.Source,
        Sequence = KeyFrameName.SequenceText,
        Size = 48211,
        Sha256 = "N1Z2",
        Type = KeyFrameHeader.JpegContentType,
        Width = 640,
        Height = 480,
        Role = "subject",
        Event = Name.Id,
        Time = Sample.Seen,
        Masking = "faces,plates",
        PreviousHash = "6B6l-awf",
        Salt = "q83vEjRW",
    };
}
