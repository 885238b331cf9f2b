using System.Text.Json;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;
using SafeCity.Edge.Transport.Uplink;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Contract.Golden;

/// <summary>
/// Makes one sample of each message as this version writes it. Samples that were released are never written again: a version that adds
/// to the contract gets a folder of its own.
/// </summary>
internal static class GoldenWriter
{
    internal static async Task<int> WriteAsync(string folder)
    {
        _ = Directory.CreateDirectory(folder);
        using TemporaryFolder work = new();
        ManualTime time = new();
        using SealKey key = SealKey.Open(work.File("seal.pem"));
        using OutboxStore outbox = Sample.Open(work.File("outbox.db"), time, o => o with { SealKey = key, Consumer = "platform" });
        foreach (Fact fact in Facts()) _ = await outbox.CommitAsync(fact, default);
        await outbox.SealAsync();
        StreamKey camera = outbox.Positions().Single(p => p.Stream.Stream == "cam1").Stream;
        _ = await outbox.QuarantineAsync(camera, 3, "packet too large");
        foreach (StreamPosition position in outbox.Positions())
        {
            foreach (OutboxRecord record in outbox.ReadUnacknowledged(position.Stream, 0, 100)) Write(folder, record);
        }
        WriteStatus(folder, outbox, key, time);
        File.WriteAllBytes(Path.Combine(folder, "cursors-platform.json"), new CursorMessage([new CursorPosition("cam1", camera.Epoch, 4)]).ToJson());
        ReplayCommand replay = new("00f1e2d3c4b5a697", "cam1", camera.Epoch, 2, 3, Sample.Seen, Sample.Seen.AddMinutes(10));
        File.WriteAllBytes(Path.Combine(folder, "replay-request.json"), replay.ToJson());
        return 0;
    }

    /// <summary>A fact of each type.</summary>
    internal static IEnumerable<Fact> Facts()
    {
        Fact track = Sample.Fact(1, jpegBytes: 700);
        EventData data = Sample.Data(2) with { Object = null, Track = null };
        yield return track;
        yield return track with
        {
            Type = "face",
            KeyFrames = [],
            Data = data with
            {
                Face = new EventFace(new EventBox(0.42, 0.3, 0.02, 0.04), 0.91, 0.77, new EventPose(12.5, -3, 1.25),
                    [new EventLandmark("nose", 0.43, 0.32)]),
            },
        };
        yield return track with { Type = "track", KeyFrames = [] };
        yield return track with
        {
            Type = "plate",
            Urgent = true,
            KeyFrames = [],
            Data = data with
            {
                Plate = new EventPlate(0.93, "final", 5, new EventBox(0.5, 0.6, 0.05, 0.02), "ABC123", "LT",
                    [new EventPlateCharacter([new EventPlateAlternative("A", 0.9), new EventPlateAlternative("4", 0.1)])],
                    new EventListHit("wanted", "fuzzy", 0.4)),
            },
        };
    }

    private static void Write(string folder, OutboxRecord record)
    {
        string[] levels = record.Topic.Split('/');
        string name = $"{record.Stream.Stream}-{levels[^1]}-{record.Sequence}";
        if (record.Image.IsEmpty) File.WriteAllBytes(Path.Combine(folder, $"event-{name}.json"), record.Body.ToArray());
        else File.WriteAllBytes(Path.Combine(folder, $"keyframe-{name}.bin"), KeyFrameChunk.Split(record.Body, record.Image)[0]);
    }

    private static void WriteStatus(string folder, OutboxStore outbox, SealKey key, ManualTime time)
    {
        UplinkOptions options = new()
        {
            Broker = new BrokerOptions { Host = "broker" },
            AgentVersion = "0.1.0",
            Capabilities = ["track", "keyframe", "cmd/replay"],
            Models = [new BirthModel("centernet", "9f2c")],
            Keys = [new BirthKey(key.Id, "ES256", Convert.ToBase64String([.. key.PublicKey]))],
        };
        StatusMessages messages = new(Sample.Device, options, outbox, time);
        UplinkStatistics statistics = new UplinkCounters().Snapshot();
        foreach ((string name, byte[] payload) in new[]
        {
            ("state-online", messages.State(online: true)), ("state-offline", messages.State(online: false)), ("state-will", StatusMessages.Will()),
            ("birth-sealing", messages.Birth()), ("health-first", messages.Health(statistics)),
        })
        {
            using JsonDocument whole = JsonDocument.Parse(payload);
            File.WriteAllBytes(Path.Combine(folder, name + ".json"), payload);
        }
    }
}
