using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Which of a model's classes are tracked.</summary>
internal sealed class ClassSelection
{
    private readonly bool[] _selected;

    /// <summary>Takes the model's labels and the chosen ones.</summary>
    /// <exception cref="FormatException">A chosen label is not one of the model's; the message lists those.</exception>
    internal ClassSelection(IReadOnlyList<string> labels, IReadOnlyList<string> chosen)
    {
        _selected = new bool[labels.Count];
        foreach (string label in chosen)
        {
            int id = labels.ToList().IndexOf(label);
            if (id < 0) throw new FormatException($"the model knows no class '{label}'; choose from: {string.Join(", ", labels)}");
            _selected[id] = true;
        }
    }

    /// <summary>Copies the detections of selected classes, keeping their order.</summary>
    internal ReadOnlySpan<Detection> Select(ReadOnlySpan<Detection> detections, Span<Detection> buffer)
    {
        int count = 0;
        foreach (ref readonly Detection detection in detections)
            if (_selected[detection.ClassId]) buffer[count++] = detection;
        return buffer[..count];
    }
}
