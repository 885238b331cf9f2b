using System.Security.Cryptography;
using System.Text.Json;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Integrity;

/// <summary>
/// Checks an archive of one box without anything else but its public key (contract, section 7): the chain of each log across its
/// tombstones, pictures, seals, and that everything sealed is there unchanged. It cannot see an end that is missing together with its
/// seals: compare the last sequences with what the box announced.
/// </summary>
public sealed class ArchiveVerifier : IDisposable
{
    private readonly ECDsa _publicKey = ECDsa.Create();
    private readonly List<string> _findings = [];
    private readonly Dictionary<(string Stream, long Epoch, long Sequence), string> _hashes = [];
    private readonly Dictionary<(string Stream, long Epoch, long From), EventGap> _gaps = [];
    private readonly Dictionary<(string Stream, long Epoch), (long Next, string Link)> _ends = [];
    private readonly List<(string Id, string Hash, DsseEnvelope Envelope)> _seals = [];

    /// <summary>A check with the box's key.</summary>
    /// <param name="publicKey">SubjectPublicKeyInfo, DER.</param>
    /// <exception cref="CryptographicException">It is not a key.</exception>
    public ArchiveVerifier(ReadOnlySpan<byte> publicKey) => _publicKey.ImportSubjectPublicKeyInfo(publicKey, out _);

    /// <summary>Reads all of an archive; the records of each log in their order, the logs in any.</summary>
    public ArchiveReport Verify(IEnumerable<ArchiveRecord> records)
    {
        int count = 0;
        foreach (ArchiveRecord record in records)
        {
            count++;
            Read(record);
        }
        return new ArchiveReport(count, CheckSeals(), _findings);
    }

    /// <inheritdoc/>
    public void Dispose() => _publicKey.Dispose();

    private void Read(ArchiveRecord record)
    {
        string hash = HashChain.Text(HashChain.Digest(record.Body.Span));
        if (!record.Image.IsEmpty)
        {
            if (!EventText.TryReadHeader(record.Body.Span, out KeyFrameHeader? header, out string? why))
                Find($"a key frame cannot be read: {why}");
            else if (HashChain.Text(HashChain.Digest(record.Image.Span)) != header.Sha256) Find($"the picture of {header.Id} was changed");
            if (header is not null) Place(header.Source, header.Sequence, header.PreviousHash, hash);
            return;
        }
        if (!EventText.TryReadEvent(record.Body.Span, out CloudEvent? value, out string? reason))
        {
            Find($"a record cannot be read: {reason}");
            return;
        }
        Place(value.Source, value.Sequence, value.PreviousHash, hash, value.Data.Gap);
        if (value.Data.Seal is { } envelope) _seals.Add((value.Id, hash, envelope));
    }

    private void Place(string source, string sequence, string previousHash, string hash, EventGap? gap = null)
    {
        if (RecordName.Parse(source, sequence) is not { } name)
        {
            Find($"{source} {sequence} is not a record's name");
            return;
        }
        (string Stream, long Epoch) log = (name.Stream.Stream, name.Stream.Epoch);
        (long next, string link) = _ends.TryGetValue(log, out var end) ? end : (1, HashChain.Text(HashChain.FirstDigest(source)));
        if (name.Sequence != next) Find($"{name.Id} stands where number {next} belongs");
        if (previousHash != link) Find($"{name.Id} does not name the record before it");
        if (gap is not null) _gaps[(log.Stream, log.Epoch, gap.From)] = gap;
        _hashes[(log.Stream, log.Epoch, name.Sequence)] = hash;
        _ends[log] = gap is null ? (name.Sequence + 1, hash) : (gap.To + 1, gap.LastHash);
    }

    private int CheckSeals()
    {
        int covered = 0;
        string previous = "";
        foreach ((string id, string hash, DsseEnvelope envelope) in _seals)
        {
            if (Dsse.Open(envelope, SealStatement.PayloadType, _publicKey) is not { } payload)
            {
                Find($"the seal {id} is not signed by this box");
                continue;
            }
            SealStatement statement = JsonSerializer.Deserialize(payload, SealJson.Default.SealStatement)!;
            if (statement.PreviousSeal != previous) Find($"the seal {id} does not follow the one before it");
            previous = hash;
            foreach (SealedRun run in statement.Records) covered += CheckRun(id, run);
            foreach (SealedTombstone one in statement.Tombstones)
            {
                if (_hashes.GetValueOrDefault((one.Stream, one.Epoch, one.From)) == one.Hash) covered++;
                else Find($"the tombstone {one.From} to {one.To} of {one.Stream} that {id} covers is missing or was changed");
            }
        }
        return covered;
    }

    private int CheckRun(string id, SealedRun run)
    {
        int covered = 0;
        for (int i = 0; i < run.Hashes.Count; i++)
        {
            long sequence = run.From + i;
            // What a tombstone stands for was sealed before it was dropped.
            if (_gaps.Any(g => (g.Key.Stream, g.Key.Epoch) == (run.Stream, run.Epoch) && IsIn(g.Value, sequence))) continue;
            if (_hashes.GetValueOrDefault((run.Stream, run.Epoch, sequence)) == run.Hashes[i]) covered++;
            else Find($"record {sequence} of {run.Stream} that {id} covers is missing or was changed");
        }
        return covered;
    }

    private static bool IsIn(EventGap gap, long sequence) => gap.From <= sequence && gap.To >= sequence;

    private void Find(string sentence) => _findings.Add(sentence);
}
