using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Integrity;

/// <summary>An archive of one box with everything that can be in it, and what somebody may do to it.</summary>
public sealed class ArchiveSample : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private List<ArchiveRecord> _archive = [];

    public ArchiveSample() => Key = SealKey.Open(_folder.File("seal.pem"));

    internal SealKey Key { get; }

    internal string KeyFile => _folder.File("seal.pem.pub");

    public async Task InitializeAsync() => _archive = await MakeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Key.Dispose();
        _folder.Dispose();
    }

    /// <summary>A copy that may be changed.</summary>
    internal List<ArchiveRecord> Archive() => [.. _archive];

    internal static TheoryData<string> Mutations =>
        ["edit", "delete", "insert", "swap", "truncate", "picture", "serialise again", "relink", "forged seal", "replayed seal",
            "seal of another key", "forged tombstone", "widened tombstone", "picture away"];

    /// <summary>300 events in two starts, some with pictures, some old pictures expired; everything that the store then holds.</summary>
    private async Task<List<ArchiveRecord>> MakeAsync()
    {
        using (OutboxStore outbox = Open())
        {
            foreach (int[] some in Enumerable.Range(1, 200).Chunk(50))
                await Task.WhenAll(some.Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: n % 20 == 0 ? 500 : 0), default)));
        }
        _time.Advance(TimeSpan.FromHours(73));
        using (OutboxStore outbox = Open())
        {
            foreach (int[] some in Enumerable.Range(201, 100).Chunk(50))
                await Task.WhenAll(some.Select(n => outbox.CommitAsync(Sample.Fact(n, jpegBytes: n % 20 == 0 ? 500 : 0), default)));
        }
        using OutboxStore all = Open();
        List<ArchiveRecord> archive = [];
        foreach (StreamPosition position in all.Positions())
        {
            long last = 0;
            while (all.ReadUnacknowledged(position.Stream, last, 100) is { Count: > 0 } more)
            {
                archive.AddRange(more.Select(r => new ArchiveRecord(r.Body, r.Image)));
                last = more[^1].Sequence;
            }
        }
        return archive;
    }

    /// <summary>Does one thing to it.</summary>
    internal void Mutate(List<ArchiveRecord> archive, string mutation)
    {
        int at = archive.FindIndex(IsTrack) + 14;
        int seal = archive.FindIndex(IsSeal);
        int nextSeal = archive.FindIndex(seal + 1, IsSeal);
        switch (mutation)
        {
            case "edit": Change(archive, at, e => e with { Subject = "x" }); break;
            case "delete": archive.RemoveAt(at); break;
            case "insert": archive.Insert(at, archive[at]); break;
            case "swap": (archive[at], archive[at + 1]) = (archive[at + 1], archive[at]); break;
            case "truncate": archive.RemoveAt(archive.FindLastIndex(IsTrack)); break;
            case "picture": Scratch(archive, Picture(archive)); break;
            case "serialise again":
                archive[at] = archive[at] with { Body = (byte[])[.. archive[at].Body.Span[..^1], .. " }"u8] };
                break;
            case "relink": Relink(archive, at); break;
            case "forged seal": Seal(archive, seal, Event(archive[seal]).Data.Seal! with { Payload = "e30=" }); break;
            case "replayed seal": Seal(archive, nextSeal, Event(archive[seal]).Data.Seal!); break;
            case "forged tombstone": Gap(archive, g => g with { LastHash = g.LastHash[..^2] + "AA" }); break;
            case "widened tombstone": Gap(archive, g => g with { To = g.To + 1 }); break;
            case "picture away": archive[Picture(archive)] = archive[Picture(archive)] with { Image = default }; break;
            default:
                using (SealKey other = SealKey.Open(_folder.File("other.pem")))
                {
                    byte[] payload = Convert.FromBase64String(Event(archive[seal]).Data.Seal!.Payload);
                    Seal(archive, seal, Dsse.Sign(SealStatement.PayloadType, payload, other));
                }
                break;
        }
    }

    private OutboxStore Open() => Sample.Open(_folder.File("outbox.db"), _time, o => o with { SealKey = Key, QueueWaitMs = 60_000 });

    private static CloudEvent Event(ArchiveRecord record) =>
        EventText.TryReadEvent(record.Body.Span, out CloudEvent? value, out string? why) ? value : throw new InvalidDataException(why);

    private static void Change(List<ArchiveRecord> archive, int at, Func<CloudEvent, CloudEvent> change) =>
        archive[at] = archive[at] with { Body = EventText.Write(change(Event(archive[at]))) };

    private static void Seal(List<ArchiveRecord> archive, int at, DsseEnvelope envelope) =>
        Change(archive, at, e => e with { Data = e.Data with { Seal = envelope } });

    private static bool IsTrack(ArchiveRecord record) => !record.IsKeyFrame && Event(record).Data.Track is not null;

    private static bool IsSeal(ArchiveRecord record) => !record.IsKeyFrame && Event(record).Data.Seal is not null;

    private static int Picture(List<ArchiveRecord> archive) => archive.FindIndex(r => !r.Image.IsEmpty);

    private static void Gap(List<ArchiveRecord> archive, Func<EventGap, EventGap> change)
    {
        int at = archive.FindIndex(r => !r.IsKeyFrame && Event(r).Data.Gap is not null);
        Change(archive, at, e => e with { Data = e.Data with { Gap = change(e.Data.Gap!) } });
    }

    private static void Scratch(List<ArchiveRecord> archive, int at)
    {
        byte[] image = archive[at].Image.ToArray();
        image[100] ^= 1;
        archive[at] = archive[at] with { Image = image };
    }

    /// <summary>
    /// As somebody with the file but without the key: one record edited and every later link of its log made right again.
    /// </summary>
    private static void Relink(List<ArchiveRecord> archive, int at)
    {
        string source = Event(archive[at]).Source;
        Change(archive, at, e => e with { Subject = "x" });
        for (int i = at + 1; i < archive.Count && archive[i].Image.IsEmpty && Event(archive[i]).Source == source; i++)
        {
            string link = HashChain.Text(HashChain.Digest(archive[i - 1].Body.Span));
            Change(archive, i, e => e with { PreviousHash = link });
        }
    }
}
