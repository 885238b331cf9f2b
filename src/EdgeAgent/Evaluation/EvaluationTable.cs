namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>Figures as people read them: the same table goes to the terminal, into Markdown and into the report.</summary>
/// <param name="Title">One line.</param>
/// <param name="Columns">The first one names the row, the others hold figures.</param>
/// <param name="Rows">As many cells as there are columns.</param>
internal sealed record EvaluationTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
