using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>Puts parts of key frames together in the store, where several processes each got some of them (contract C7).</summary>
internal sealed class ChunkIntake(IConsumerTransaction transaction, FindingLog findings)
{
    /// <summary>The key frames of the log that are whole with these parts.</summary>
    internal IEnumerable<StoredRecord> Take(StoredLog log, IEnumerable<StoredChunk> chunks)
    {
        foreach (StoredChunk chunk in chunks)
        {
            if (chunk.Sequence <= log.Watermark || transaction.FindHash(log, chunk.Sequence) is not null) continue;
            IReadOnlyList<StoredChunk> all = transaction.AddChunk(log, chunk);
            if (all.Count < chunk.Count) continue;
            transaction.DeleteChunks(log, chunk.Sequence);
            if (Join(log, all) is { } record) yield return record;
        }
    }

    private StoredRecord? Join(StoredLog log, IReadOnlyList<StoredChunk> all)
    {
        RecordName name = new(log.Device, log.Stream, all[0].Sequence);
        byte[] image = new byte[all.Sum(c => c.Image.Length)];
        int at = 0;
        foreach (StoredChunk chunk in all)
        {
            chunk.Image.CopyTo(image.AsMemory(at));
            at += chunk.Image.Length;
        }
        ReadOnlyMemory<byte> body = all[0].Body;
        if (all.Any(c => !c.Body.Span.SequenceEqual(body.Span)) || !EventText.TryReadHeader(body.Span, out KeyFrameHeader? header, out _))
        {
            findings.Add(FindingKind.Malformed, name.Id, $"the parts of {name.Id} do not belong together: they are asked for again");
            return null;
        }
        if (HashChain.Text(HashChain.Digest(image)) != header.Sha256)
            findings.Add(FindingKind.ImageDamaged, name.Id, $"the JPEG of {name.Id} has another digest than its header says");
        return new StoredRecord(name, header.PreviousHash, HashChain.Text(HashChain.Digest(body.Span)), body, image);
    }
}
