namespace SafeCity.Edge.Agent.Evaluation.Boxes;

/// <summary>What a found box turned out to be.</summary>
internal enum Verdict
{
    /// <summary>It belongs to no labelled object.</summary>
    False,

    /// <summary>It is a labelled object.</summary>
    True,

    /// <summary>Not judged: in a crowd, or of another size than is asked for.</summary>
    Ignored,
}
