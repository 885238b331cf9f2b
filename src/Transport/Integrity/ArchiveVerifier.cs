using System.Security.Cryptography;
using System.Text.Json;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Integrity;

/// <summary>
/// Checks an archive of one box without anything else but its public key (contract, section 7): the chain of each log across its
/// tombstones, pictures, seals, and that everything sealed is there unchanged. It cannot see an end that is missing together with its
/// seals: compare the last sequences of the report with what the box announced.
/// </summary>
public sealed class ArchiveVerifier : IDisposable
{
    private readonly ECDsa _publicKey = ECDsa.Create();
    private readonly bool _beginsInTheMiddle;
    private readonly List<string> _findings = [];
    private readonly Dictionary<(string Stream, long Epoch), ArchiveLog> _logs = [];
    private readonly List<(string Id, string Hash, DsseEnvelope Envelope)> _seals = [];
    private DeviceIdentity? _device;

    /// <summary>A check with the box's key.</summary>
    /// <param name="publicKey">SubjectPublicKeyInfo, DER.</param>
    /// <param name="beginsInTheMiddle">
    /// True for what a box still holds: the beginning of each log was delivered and deleted, and is not missed.
    /// </param>
    /// <exception cref="CryptographicException">It is not a key.</exception>
    public ArchiveVerifier(ReadOnlySpan<byte> publicKey, bool beginsInTheMiddle = false)
    {
        _beginsInTheMiddle = beginsInTheMiddle;
        _publicKey.ImportSubjectPublicKeyInfo(publicKey, out _);
    }

    /// <summary>Reads all of an archive; the records of each log in their order, the logs in any. Once.</summary>
    public ArchiveReport Verify(IEnumerable<ArchiveRecord> records)
    {
        int count = 0;
        foreach (ArchiveRecord record in records)
        {
            count++;
            if (record.IsKeyFrame) ReadKeyFrame(record);
            else ReadEvent(record);
        }
        ArchiveLogReport[] logs = [.. _logs.Values.Select(log => log.Check(_beginsInTheMiddle))];
        return new ArchiveReport(count, CheckSeals(), logs, _findings);
    }

    /// <inheritdoc/>
    public void Dispose() => _publicKey.Dispose();

    private void ReadKeyFrame(ArchiveRecord record)
    {
        if (!EventText.TryReadHeader(record.Body.Span, out KeyFrameHeader? header, out string? why))
        {
            Find($"a record cannot be read: {why}");
            return;
        }
        if (record.Image.IsEmpty) Find($"the picture of {header.Id} is missing");
        else if (Digest(record.Image) != header.Sha256) Find($"the picture of {header.Id} was changed");
        if (Place(header.Source, header.Sequence) is ({ } log, { } name)) log.Add(name, header.PreviousHash, Digest(record.Body));
    }

    private void ReadEvent(ArchiveRecord record)
    {
        if (!EventText.TryReadEvent(record.Body.Span, out CloudEvent? value, out string? reason))
        {
            Find($"a record cannot be read: {reason}");
            return;
        }
        if (Place(value.Source, value.Sequence) is not ({ } log, { } name)) return;
        string hash = Digest(record.Body);
        if (value.Data.Gap is { } gap) log.Add(name, gap, value.PreviousHash, hash);
        else log.Add(name, value.PreviousHash, hash);
        if (value.Data.Seal is { } envelope) _seals.Add((value.Id, hash, envelope));
    }

    private (ArchiveLog? Log, RecordName? Name) Place(string source, string sequence)
    {
        if (RecordName.Parse(source, sequence) is not { } name)
        {
            Find($"{source} {sequence} is not a record's name");
            return default;
        }
        _device ??= name.Device;
        if (name.Device != _device)
        {
            Find($"{name.Id} is of {name.Device.TopicRoot}, and the archive is of {_device.TopicRoot}: check each box by itself");
            return default;
        }
        (string, long) key = (name.Stream.Stream, name.Stream.Epoch);
        if (!_logs.TryGetValue(key, out ArchiveLog? log)) _logs[key] = log = new ArchiveLog(source, Find);
        return (log, name);
    }

    private int CheckSeals()
    {
        int covered = 0;
        string? previous = _beginsInTheMiddle ? null : "";
        foreach ((string id, string hash, DsseEnvelope envelope) in _seals)
        {
            if (Dsse.Open(envelope, SealStatement.PayloadType, _publicKey) is not { } payload)
            {
                Find($"the seal {id} is not signed by this box");
                continue;
            }
            SealStatement statement = JsonSerializer.Deserialize(payload, SealJson.Default.SealStatement)!;
            if (previous is not null && statement.PreviousSeal != previous) Find($"the seal {id} does not follow the one before it");
            previous = hash;
            foreach (SealedRun run in statement.Records) covered += CheckRun(id, run);
            foreach (SealedTombstone one in statement.Tombstones) covered += CheckTombstone(id, one);
        }
        return covered;
    }

    private int CheckRun(string id, SealedRun run)
    {
        ArchiveLog? log = _logs.GetValueOrDefault((run.Stream, run.Epoch));
        int covered = 0;
        List<long> wrong = [];
        for (int i = 0; i < run.Hashes.Count; i++)
        {
            long sequence = run.From + i;
            if (_beginsInTheMiddle && sequence < (log?.First ?? long.MaxValue)) continue;
            // What a tombstone stands for was sealed before it was dropped.
            if (log?.IsExplained(sequence) == true) continue;
            if (log?.Has(sequence, run.Hashes[i]) == true) covered++;
            else wrong.Add(sequence);
        }
        if (wrong.Count > 0)
        {
            string which = wrong.Count == 1 ? $"record {wrong[0]}" : $"{wrong.Count} records between {wrong[0]} and {wrong[^1]}";
            Find($"{which} of {run.Stream} that {id} covers: missing or changed");
        }
        return covered;
    }

    private int CheckTombstone(string id, SealedTombstone one)
    {
        ArchiveLog? log = _logs.GetValueOrDefault((one.Stream, one.Epoch));
        if (log?.HasTombstone(one.From, one.Hash) == true) return 1;
        bool isBefore = _beginsInTheMiddle && one.To < (log?.First ?? long.MaxValue);
        // A platform that holds every record of the range does not keep the tombstone.
        bool isHeld = log is not null && Enumerable.Range(0, (int)Math.Min(one.To - one.From + 1, int.MaxValue))
            .All(i => log.HasRecord(one.From + i));
        if (!isBefore && !isHeld) Find($"the tombstone {one.From} to {one.To} of {one.Stream} that {id} covers is missing or was changed");
        return 0;
    }

    private static string Digest(ReadOnlyMemory<byte> bytes) => HashChain.Text(HashChain.Digest(bytes.Span));

    private void Find(string sentence) => _findings.Add(sentence);
}
