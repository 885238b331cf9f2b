using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Report;
using Spectre.Console;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>
/// What every verb of <c>eval</c> shows: a progress bar while it runs and a table at the end where there is a terminal, Markdown where
/// there is none, JSON if asked for; what was missing goes to standard error.
/// </summary>
internal sealed class EvalOutput(ParseResult result)
{
    private const int MissingShown = 10;

    private readonly List<EvaluationTable> _tables = [];

    /// <summary>Runs something that takes a while.</summary>
    /// <param name="what">What it does, for the bar.</param>
    /// <param name="steps">How many steps it has.</param>
    /// <param name="run">Is given what it calls after each step.</param>
    internal static T Run<T>(string what, long steps, Func<Action, T> run)
    {
        if (Console.IsErrorRedirected) return run(static () => { });
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(what), maxValue: Math.Max(1, steps));
                return run(() => task.Increment(1));
            });
    }

    /// <summary>A table that is shown unless it has no rows.</summary>
    internal void Add(EvaluationTable table)
    {
        if (table.Rows.Count > 0) _tables.Add(table);
    }

    /// <summary>Pictures without which the evaluation was made: named, and counted.</summary>
    internal static void TellMissing(IReadOnlyList<string> missing, ReportPage? page)
    {
        if (missing.Count == 0) return;
        string more = missing.Count > MissingShown ? $" and {missing.Count - MissingShown} more" : "";
        string names = string.Join(", ", missing.Take(MissingShown));
        string sentence = $"{missing.Count} pictures are missing or cannot be decoded and were left out: {names}{more}";
        Tell(sentence, page);
    }

    internal static void Tell(string sentence, ReportPage? page)
    {
        Console.Error.WriteLine($"safecity-edge: {sentence}");
        page?.AddFact(sentence);
    }

    /// <summary>Writes the tables.</summary>
    internal void Show()
    {
        foreach (EvaluationTable table in _tables) Show(table);
    }

    /// <summary>Writes the result and the report.</summary>
    internal void Finish<T>(T json, JsonTypeInfo<T> type, ReportPage? page)
    {
        if (result.GetValue(EvalOptions.Json)) Console.Out.WriteLine(JsonSerializer.Serialize(json, type));
        else foreach (EvaluationTable table in _tables) Show(table);
        if (page is null) return;
        foreach (EvaluationTable table in _tables) page.AddTable(table);
        page.Write();
        Console.Error.WriteLine($"safecity-edge: report in {page.Path}");
    }

    private static void Show(EvaluationTable table)
    {
        if (Console.IsOutputRedirected)
        {
            Console.Out.WriteLine(MarkdownTable.Of(table));
            return;
        }
        Table shown = new() { Title = new TableTitle(Markup.Escape(table.Title)), Border = TableBorder.Rounded };
        for (int i = 0; i < table.Columns.Count; i++)
        {
            TableColumn column = new(Markup.Escape(table.Columns[i]));
            shown.AddColumn(i == 0 ? column : column.RightAligned());
        }
        foreach (IReadOnlyList<string> row in table.Rows) shown.AddRow([.. row.Select(c => new Text(c))]);
        AnsiConsole.Write(shown);
    }
}
