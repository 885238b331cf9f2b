using System.Diagnostics;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;
using Transport.Tests.Outbox;
using OutboxStore = SafeCity.Edge.Transport.Outbox.Outbox;

namespace Transport.Tests.Integrity;

public sealed class SealTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly SealKey _key;

    public SealTests() => _key = SealKey.Open(_folder.File("seal.pem"));

    public static TheoryData<string> Mutations =>
        ["edit", "delete", "insert", "swap", "truncate", "picture", "serialise again", "relink", "forged seal", "replayed seal",
            "seal of another key"];

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Untouched_archive_verifies_over_restarts_and_across_tombstones()
    {
        List<ArchiveRecord> archive = await ArchiveAsync();
        ArchiveReport report = Verify(archive);
        Assert.Empty(report.Findings);
        Assert.Equal(archive.Count, report.Records);
        // All but the last seal itself, which the next one would cover.
        Assert.Equal(archive.Count - 1, report.Sealed);
    }

    [Theory]
    [MemberData(nameof(Mutations))]
    public async Task Mutation_is_found(string mutation)
    {
        List<ArchiveRecord> archive = await ArchiveAsync();
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
            case "picture": Picture(archive); break;
            case "serialise again":
                archive[at] = archive[at] with { Body = (byte[])[.. archive[at].Body.Span[..^1], .. " }"u8] };
                break;
            case "relink": Relink(archive, at); break;
            case "forged seal": Seal(archive, seal, Event(archive[seal]).Data.Seal! with { Payload = "e30=" }); break;
            case "replayed seal": Seal(archive, nextSeal, Event(archive[seal]).Data.Seal!); break;
            default:
                using (SealKey other = SealKey.Open(_folder.File("other.pem")))
                {
                    byte[] payload = Convert.FromBase64String(Event(archive[seal]).Data.Seal!.Payload);
                    Seal(archive, seal, Dsse.Sign(SealStatement.PayloadType, payload, other));
                }
                break;
        }
        Assert.NotEmpty(Verify(archive).Findings);
    }

    [SkippableFact]
    public void Signature_is_one_that_openssl_accepts()
    {
        Skip.IfNot(File.Exists("/usr/bin/openssl"), "openssl is not installed: apt-get install openssl");
        byte[] message = "what was seen"u8.ToArray();
        byte[] signature = _key.Sign(message);
        Assert.Equal(64, signature.Length);
        // openssl wants DER: two integers, each with a zero before a high bit.
        static byte[] Integer(byte[] half) => half[0] >= 0x80 ? [2, 33, 0, .. half] : [2, 32, .. half];
        byte[] both = [.. Integer(signature[..32]), .. Integer(signature[32..])];
        File.WriteAllBytes(_folder.File("sig"), [0x30, (byte)both.Length, .. both]);
        File.WriteAllBytes(_folder.File("message"), message);
        File.WriteAllBytes(_folder.File("public.der"), [.. _key.PublicKey]);
        using Process openssl = Process.Start(new ProcessStartInfo("/usr/bin/openssl",
            ["dgst", "-sha256", "-keyform", "DER", "-verify", _folder.File("public.der"), "-signature", _folder.File("sig"),
                _folder.File("message")])
        { RedirectStandardOutput = true })!;
        openssl.WaitForExit();
        // An integer that begins with zeros would be shorter in DER; openssl may then refuse our plain encoding.
        if (signature[0] != 0 && signature[32] != 0) Assert.Equal(0, openssl.ExitCode);
    }

    [Fact]
    public void Key_is_kept_readable_for_its_user_alone_and_a_file_that_is_none_is_refused_with_the_next_step()
    {
        using SealKey again = SealKey.Open(_folder.File("seal.pem"));
        Assert.Equal(_key.Id, again.Id);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("seal.pem")));
        File.WriteAllText(_folder.File("none.pem"), "hello");
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => SealKey.Open(_folder.File("none.pem")));
        Assert.Contains("the agent then makes one", refused.Message);
    }

    /// <summary>300 events in two starts, some with pictures, some old pictures expired; everything that the store then holds.</summary>
    private async Task<List<ArchiveRecord>> ArchiveAsync()
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

    private OutboxStore Open() => Sample.Open(_folder.File("outbox.db"), _time, o => o with { SealKey = _key, QueueWaitMs = 60_000 });

    private ArchiveReport Verify(List<ArchiveRecord> archive)
    {
        using ArchiveVerifier verifier = new([.. _key.PublicKey]);
        return verifier.Verify(archive);
    }

    private static CloudEvent Event(ArchiveRecord record) =>
        EventText.TryReadEvent(record.Body.Span, out CloudEvent? value, out string? why) ? value : throw new InvalidDataException(why);

    private static void Change(List<ArchiveRecord> archive, int at, Func<CloudEvent, CloudEvent> change) =>
        archive[at] = archive[at] with { Body = EventText.Write(change(Event(archive[at]))) };

    private static void Seal(List<ArchiveRecord> archive, int at, DsseEnvelope envelope) =>
        Change(archive, at, e => e with { Data = e.Data with { Seal = envelope } });

    private static bool IsTrack(ArchiveRecord record) => record.Image.IsEmpty && Event(record).Data.Track is not null;

    private static bool IsSeal(ArchiveRecord record) => record.Image.IsEmpty && Event(record).Data.Seal is not null;

    private static void Picture(List<ArchiveRecord> archive)
    {
        int at = archive.FindIndex(r => !r.Image.IsEmpty);
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
