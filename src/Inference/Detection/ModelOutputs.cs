using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>
/// The outputs of a loaded model in the order of its card. When made, it checks that the tensors are those that the card promises;
/// a decoder then asks for the shapes it needs with <see cref="Require"/>.
/// </summary>
internal sealed class ModelOutputs
{
    private readonly OnnxSession _session;
    private readonly ModelCard _card;
    private readonly int[] _indices;

    /// <summary>Checks the one input and finds the outputs by name.</summary>
    /// <exception cref="ModelException"><see cref="ModelErrorKind.CardMismatch"/>.</exception>
    internal ModelOutputs(OnnxSession session, ModelCard card)
    {
        _session = session;
        _card = card;
        if (session.Inputs.Count != 1) throw Mismatch($"one input, {card.Input.Name}", $"{session.Inputs.Count} inputs");
        RequireTensor(session.Inputs[0], card.Input.Name, card.Input.TensorShape());
        _indices = [.. card.Outputs.Select(IndexOf)];
    }

    /// <summary>How many outputs the card names.</summary>
    internal int Count => _indices.Length;

    /// <summary>The elements of an output after the last run, row-major; borrowed until the next run.</summary>
    internal ReadOnlySpan<float> this[int cardIndex] => _session.Output(_indices[cardIndex]);

    /// <summary>The sizes of an output after the last run; before it, -1 where a size is known only then.</summary>
    internal ReadOnlySpan<long> Shape(int cardIndex) => _session.OutputShape(_indices[cardIndex]);

    /// <summary>The shape that the model declares for an output; -1 for a size that is known only after a run.</summary>
    /// <exception cref="ModelException">The card names fewer outputs than the decoder needs.</exception>
    internal IReadOnlyList<long> DeclaredShape(int cardIndex)
    {
        if (cardIndex >= _indices.Length) throw Mismatch($"{_card.Outputs.Count} outputs", $"a decoder that needs {cardIndex + 1} of them");
        return _session.Outputs[_indices[cardIndex]].Shape;
    }

    /// <summary>Checks that an output holds floats of a shape; where the model leaves a size open, any fits.</summary>
    /// <exception cref="ModelException"><see cref="ModelErrorKind.CardMismatch"/>.</exception>
    internal void Require(int cardIndex, ReadOnlySpan<long> shape)
    {
        DeclaredShape(cardIndex);
        RequireTensor(_session.Outputs[_indices[cardIndex]], _card.Outputs[cardIndex], shape);
    }

    private int IndexOf(string name)
    {
        for (int i = 0; i < _session.Outputs.Count; i++)
            if (_session.Outputs[i].Name == name) return i;
        throw Mismatch($"an output {name}", "outputs " + string.Join(", ", _session.Outputs.Select(o => o.Name)));
    }

    private void RequireTensor(OnnxTensorInfo tensor, string name, ReadOnlySpan<long> shape)
    {
        OnnxTensorInfo wanted = new(name, OnnxElementType.Float, shape.ToArray());
        bool fits = tensor.Name == wanted.Name && tensor.ElementType == wanted.ElementType && tensor.Shape.Count == shape.Length;
        for (int i = 0; fits && i < shape.Length; i++) fits = tensor.Shape[i] == shape[i] || tensor.Shape[i] < 0;
        if (!fits) throw Mismatch(wanted.ToString(), tensor.ToString());
    }

    private ModelException Mismatch(string promised, string found) => new(ModelErrorKind.CardMismatch,
        $"the card {_card.Name} asks for {promised}, and {_card.File} has {found}: mend the card, or fetch both again with build/setup.sh");
}
