using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Goes through the pictures of a set, and keeps account of those that are not there or cannot be decoded.</summary>
internal sealed class PictureSet(PictureFolder folder, EvaluationContext context)
{
    private readonly List<string> _missing = [];

    /// <summary>What is done with a picture.</summary>
    internal delegate void Look(in ImageView picture);

    /// <summary>Names of pictures without which the evaluation was made.</summary>
    internal IReadOnlyList<string> Missing => _missing;

    /// <summary>Looks at a picture, if it is there.</summary>
    /// <param name="name">As the labels name it.</param>
    /// <param name="look">Called with its pixels, which are borrowed.</param>
    internal void Visit(string name, Look look)
    {
        context.Stop.ThrowIfCancellationRequested();
        using DecodedFrame frame = new();
        string? fault =
            folder.Find(name) is { } path ? StillPicture.Read(path, frame, context.Stop) : $"{name} is not there, or several have the name";
        if (fault is null) look(frame.View);
        else _missing.Add(name);
        context.Step();
    }
}
