using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>Checks that the tensors of a loaded model are those that its card promises.</summary>
internal sealed class DetectorTensors
{
    private readonly OnnxSession _session;
    private readonly ModelCard _card;

    /// <summary>Checks the one input.</summary>
    /// <exception cref="ModelException"><see cref="ModelErrorKind.CardMismatch"/>.</exception>
    internal DetectorTensors(OnnxSession session, ModelCard card)
    {
        _session = session;
        _card = card;
        ModelInput input = card.Input;
        long channels = input.Channels == "gray" ? 1 : 3;
        long[] shape = input.Layout == "nhwc" ? [1, input.Height, input.Width, channels] : [1, channels, input.Height, input.Width];
        if (session.Inputs.Count != 1) throw Mismatch($"one input, {input.Name}", $"{session.Inputs.Count} inputs");
        RequireTensor(session.Inputs[0], input.Name, shape);
    }

    /// <summary>The model's index of an output of the card.</summary>
    internal int OutputIndex(int cardIndex)
    {
        if (cardIndex >= _card.Outputs.Count) throw Mismatch($"{_card.Outputs.Count} outputs", $"a decoder that needs {cardIndex + 1} of them");
        string name = _card.Outputs[cardIndex];
        for (int i = 0; i < _session.Outputs.Count; i++)
            if (_session.Outputs[i].Name == name) return i;
        throw Mismatch($"an output {name}", "outputs " + string.Join(", ", _session.Outputs.Select(o => o.Name)));
    }

    internal void Require(int outputIndex, ReadOnlySpan<long> shape) =>
        RequireTensor(_session.Outputs[outputIndex], _session.Outputs[outputIndex].Name, shape);

    private void RequireTensor(OnnxTensorInfo tensor, string name, ReadOnlySpan<long> shape)
    {
        OnnxTensorInfo wanted = new(name, OnnxElementType.Float, shape.ToArray());
        if (tensor.Name != wanted.Name || tensor.ElementType != wanted.ElementType || !tensor.Shape.SequenceEqual(wanted.Shape))
            throw Mismatch(wanted.ToString(), tensor.ToString());
    }

    private ModelException Mismatch(string promised, string found) => new(ModelErrorKind.CardMismatch,
        $"the card {_card.Name} asks for {promised}, and {_card.File} has {found}: mend the card, or fetch both again with build/setup.sh");
}
