using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>What a single-shot detector's card says in its parameters, see <see cref="SsdDecoder"/>.</summary>
internal sealed record SsdLayout
{
    private static readonly float[] UsualVariances = [0.1f, 0.1f, 0.2f, 0.2f];

    /// <summary>Where the anchors lie.</summary>
    internal required AnchorLayout Anchors { get; init; }

    /// <summary>Of x, y, width and height, whatever the order of the offsets.</summary>
    internal IReadOnlyList<float> Variances { get; init; } = UsualVariances;

    /// <summary>True: offsets are y, x, height, width.</summary>
    internal bool YFirst { get; init; }

    /// <summary>The class that is no object; -1: there is none.</summary>
    internal int Background { get; init; }

    /// <summary>What the scores still need.</summary>
    internal ScoreActivation Activation { get; init; }

    /// <summary>Reads the parameters.</summary>
    /// <exception cref="ModelException"><see cref="ModelErrorKind.BadCard"/>; lists every fault.</exception>
    internal static SsdLayout Read(ModelCard card)
    {
        CardParameters parameters = new(card);
        SsdLayout layout = new()
        {
            Anchors = AnchorLayout.Read(parameters),
            Variances = parameters.Numbers("variances", static count => count == 4, (0.001f, 10), UsualVariances),
            YFirst = parameters.Integer("boxOrder", (0, 1), 0) == 1,
            Background = parameters.Integer("background", (-1, card.Labels.Count), 0),
            Activation = (ScoreActivation)parameters.Integer("activation", (0, (int)ScoreActivation.Sigmoid), 0),
        };
        parameters.ThrowIfFaulty();
        return layout;
    }
}
