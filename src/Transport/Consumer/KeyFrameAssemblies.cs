using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>The key frames that are being put together. Bounded; when full, the one that was begun first is given up.</summary>
internal sealed class KeyFrameAssemblies(int assembliesMax, FindingLog findings)
{
    private readonly Dictionary<string, LinkedListNode<(string Id, KeyFrameAssembly Assembly)>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Id, KeyFrameAssembly Assembly)> _byAge = new();

    /// <summary>Adds a chunk; returns the whole frame once it is complete.</summary>
    internal KeyFrameAssembly? Add(KeyFrameChunk chunk, KeyFrameHeader header)
    {
        if (!_byId.TryGetValue(header.Id, out var node) || !node.Value.Assembly.Fits(chunk))
        {
            if (node is not null)
            {
                Remove(node);
                if (!node.Value.Assembly.HasBody(chunk))
                    findings.Add(FindingKind.Equivocation, header.Id,
                        $"chunks of two different key frames are named {header.Id}; the later one is taken");
            }
            node = _byAge.AddLast((header.Id, new KeyFrameAssembly(chunk, header.Size)));
            _byId.Add(header.Id, node);
            if (_byId.Count > assembliesMax) Remove(_byAge.First!);
        }
        node.Value.Assembly.Add(chunk);
        if (!node.Value.Assembly.IsComplete) return null;
        Remove(node);
        return node.Value.Assembly;
    }

    private void Remove(LinkedListNode<(string Id, KeyFrameAssembly Assembly)> node)
    {
        if (node.List is null) return;
        _byAge.Remove(node);
        _ = _byId.Remove(node.Value.Id);
    }
}
