using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>
/// Compares what events say of their key frames with the key frames, whichever comes first. Bounded: of very old pairs only the
/// hash chains remain as a proof.
/// </summary>
internal sealed class KeyFrameNames(FindingLog findings)
{
    private const int NamesMax = 8192;

    private readonly Dictionary<string, (string Sha256, bool IsFromEvent)> _open = new(StringComparer.Ordinal);
    private readonly Queue<string> _byAge = new();

    internal void Named(CloudEvent value)
    {
        foreach (EventKeyFrame frame in value.Data.KeyFrames ?? []) Meet(frame.Id, frame.Sha256, isFromEvent: true);
    }

    internal void Arrived(KeyFrameHeader header) => Meet(header.Id, header.Sha256, isFromEvent: false);

    private void Meet(string id, string sha256, bool isFromEvent)
    {
        if (_open.TryGetValue(id, out var other) && other.IsFromEvent != isFromEvent)
        {
            _ = _open.Remove(id);
            if (other.Sha256 != sha256)
                findings.Add(FindingKind.KeyFrameExchanged, id,
                    $"the key frame {id} is not the one that its event names: the digests differ");
            return;
        }
        if (!_open.TryAdd(id, (sha256, isFromEvent))) return;
        _byAge.Enqueue(id);
        while (_byAge.Count > NamesMax) _ = _open.Remove(_byAge.Dequeue());
    }
}
