namespace SafeCity.Edge.ModelConverter.TensorFlow;

/// <summary>A TensorFlow.js graph model in memory.</summary>
/// <param name="Nodes">The operations by name.</param>
/// <param name="Weights">The values of the <c>Const</c> nodes by name.</param>
internal sealed record GraphModel(IReadOnlyDictionary<string, GraphNode> Nodes, IReadOnlyDictionary<string, WeightTensor> Weights)
{
    /// <summary>The nodes that the outputs need, each behind its inputs. The same graph gives the same order always.</summary>
    /// <exception cref="ConversionException">A node is missing, or the graph has a loop.</exception>
    internal IReadOnlyList<GraphNode> Cut(IEnumerable<string> outputs)
    {
        List<GraphNode> ordered = [];
        Dictionary<string, bool> placed = new(StringComparer.Ordinal);
        Stack<(string Name, string? NeededBy, bool InputsDone)> pending = new();
        foreach (string output in outputs.Reverse()) pending.Push((output, null, false));
        while (pending.TryPop(out (string Name, string? NeededBy, bool InputsDone) item))
        {
            GraphNode node = Nodes.GetValueOrDefault(item.Name) ?? throw Missing(item.Name, item.NeededBy);
            if (item.InputsDone)
            {
                placed[node.Name] = true;
                ordered.Add(node);
                continue;
            }
            if (placed.TryGetValue(node.Name, out bool complete))
            {
                if (!complete) throw new ConversionException($"the graph has a loop through node '{node.Name}'");
                continue;
            }
            placed[node.Name] = false;
            pending.Push(item with { InputsDone = true });
            foreach (string input in node.Inputs.Reverse()) pending.Push((input, node.Name, false));
        }
        return ordered;
    }

    private static ConversionException Missing(string name, string? neededBy) => new(
        neededBy is null ? $"the graph has no node '{name}' to cut at" : $"the graph has no node '{name}', which node '{neededBy}' needs");
}
