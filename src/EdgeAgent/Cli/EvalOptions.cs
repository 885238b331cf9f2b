using System.CommandLine;
using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>The options that all or several verbs of <c>eval</c> have.</summary>
internal static class EvalOptions
{
    private const int TilesMax = 8;

    private static readonly Dictionary<string, TensorFit> Fits = new(StringComparer.Ordinal)
    {
        ["letterbox"] = TensorFit.Letterbox,
        ["letterbox-top-left"] = TensorFit.LetterboxTopLeft,
        ["stretch"] = TensorFit.Stretch,
    };

    internal static Option<bool> Json { get; } = new("--json") { Description = "the result as JSON instead of a table" };

    internal static Option<string?> Report { get; } =
        new("--report") { Description = "write a page with pictures of the failures (heads masked) into a folder", HelpName = "DIR" };

    internal static Option<string> Fit { get; } = FitOption();

    internal static Option<int> Tiles { get; } = TilesOption();

    internal static TensorFit FitOf(ParseResult result) => Fits[result.GetRequiredValue(Fit)];

    /// <summary>How a detector looks at a picture, for titles: <c>letterbox, 2x2 tiles</c>.</summary>
    internal static string LookOf(ParseResult result) =>
        result.GetValue(Tiles) is > 1 and int tiles ? $"{result.GetRequiredValue(Fit)}, {tiles}x{tiles} tiles"
            : result.GetRequiredValue(Fit);

    /// <summary>A page if one was asked for.</summary>
    internal static ReportPage? PageOf(ParseResult result, string title) => result.GetValue(Report) is { } folder
        ? ReportPage.Create(folder, title) : null;

    /// <summary>Refuses a number out of its range; what is no number at all is told by the parser.</summary>
    internal static void Limit(Option<double?> option, double min, double max) => option.Validators.Add(r =>
    {
        if (r.Tokens is [_] && r.GetValueOrDefault<double?>() is { } value && !(value >= min && value <= max))
            r.AddError($"{option.Name} is {value}: use {min} to {max}");
    });

    private static Option<string> FitOption()
    {
        Option<string> option = new("--fit")
        {
            Description = "how a picture is brought to the model's size",
            HelpName = string.Join('|', Fits.Keys),
            DefaultValueFactory = _ => "letterbox",
        };
        option.AcceptOnlyFromAmong([.. Fits.Keys]);
        return option;
    }

    private static Option<int> TilesOption()
    {
        Option<int> option = new("--tiles")
        {
            Description = "look at N x N overlapping tiles too, for small objects",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        option.Validators.Add(r =>
        {
            if (r.Tokens is [var token] && int.TryParse(token.Value, out int tiles) && tiles is < 1 or > TilesMax)
                r.AddError($"--tiles is {tiles}: use 1 to {TilesMax}");
        });
        return option;
    }
}
