using System.Text;
using SafeCity.Edge.Agent.Evaluation;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>A table for files that people read as text.</summary>
internal static class MarkdownTable
{
    /// <summary>The title in bold, an empty line, the table; ends with a line break.</summary>
    internal static string Of(EvaluationTable table)
    {
        StringBuilder text = new();
        text.Append("**").Append(table.Title).Append("**\n\n");
        AppendRow(text, table.Columns);
        AppendRow(text, [.. table.Columns.Select((_, i) => i == 0 ? "---" : "--:")]);
        foreach (IReadOnlyList<string> row in table.Rows) AppendRow(text, row);
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells)
    {
        foreach (string cell in cells) text.Append("| ").Append(cell.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append(' ');
        text.Append("|\n");
    }
}
