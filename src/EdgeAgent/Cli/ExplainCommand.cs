using System.CommandLine;
using System.Globalization;
using SafeCity.Edge.Agent.Rules.Explain;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>explain</c>: why a rule fired, or did not.</summary>
internal static class ExplainCommand
{
    internal const string Name = "explain";

    // A running agent looks for the request once a second.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private static readonly Option<string> Rule = new("--rule") { Description = "its name or id", HelpName = "NAME", Required = true };
    private static readonly Option<string> At = new("--at") { Description = "when, as 2026-10-05T08:15:31Z", HelpName = "TIME", Required = true };
    private static readonly Option<string> Camera = new("--camera") { Description = "the camera's name", HelpName = "NAME", DefaultValueFactory = _ => "cam1" };
    private static readonly Option<string> Data = new("--data") { Description = "folder of the agent's store", HelpName = "DIR", DefaultValueFactory = _ => "data" };
    private static readonly Option<double> Around = new("--around-seconds") { Description = "how far before and after", HelpName = "S", DefaultValueFactory = _ => 5 };

    internal static Command Create()
    {
        Command command = new(Name, "Say why a rule fired or did not at a time, from the last thoughts of a running agent, or of the last run.")
        {
            Rule, At, Camera, Data, Around,
        };
        At.Validators.Add(r =>
        {
            if (r.Tokens is [var token] && !ReplayCommand.TryTime(token.Value, out _)) r.AddError($"--at is {token.Value}: use a time as 2026-10-05T08:15:31Z");
        });
        command.SetAction((result, stop) => Task.Run(() => Run(result, stop), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult result, CancellationToken stop)
    {
        string folder = result.GetRequiredValue(Data), camera = result.GetRequiredValue(Camera), wanted = result.GetRequiredValue(Rule);
        _ = ReplayCommand.TryTime(result.GetRequiredValue(At), out DateTimeOffset at);
        ExplainFile file = Ask(folder, camera, stop)
            ?? throw new InvalidDataException($"{ExplainFile.PathOf(folder, camera)} is not there: is this the agent's --data folder, and does camera {camera} have rules?");
        ExplainedRule rule = file.Rules.FirstOrDefault(r => r.Id == wanted || string.Equals(r.Name, wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"camera {camera} has no rule '{wanted}': use {string.Join(", ", file.Rules.Select(r => r.Id))}");
        TimeSpan around = TimeSpan.FromSeconds(result.GetValue(Around));
        ExplainedThought[] near = [.. rule.Thoughts.Where(t => t.From <= at + around && t.To >= at - around)];
        foreach (ExplainedThought thought in near) Console.Out.WriteLine(Line(thought));
        if (near.Length == 0)
        {
            string kept = rule.Thoughts.Count == 0 ? "nothing" : $"{Time(rule.Thoughts[0].From)} to {Time(rule.Thoughts[^1].To)}";
            Console.Out.WriteLine($"nothing is kept of that time: of {rule.Name} there is {kept}");
        }
        return ExitCode.Ok;
    }

    // A running agent answers; without one the file of the last run is taken.
    private static ExplainFile? Ask(string folder, string camera, CancellationToken stop)
    {
        string path = ExplainFile.PathOf(folder, camera), request = ExplainFile.RequestOf(folder, camera);
        if (!Directory.Exists(folder)) return null;
        File.WriteAllText(request, "");
        for (TimeSpan waited = TimeSpan.Zero; waited < AnswerWithin && File.Exists(request); waited += LookEvery) stop.WaitHandle.WaitOne(LookEvery);
        if (File.Exists(request))
        {
            File.Delete(request);
            Console.Error.WriteLine("safecity-edge: no agent runs on this folder: the thoughts are those of its last run");
        }
        return ExplainFile.Load(path);
    }

    private static string Line(ExplainedThought thought)
    {
        string who = thought.Track == 0 ? "scene" : $"#{thought.Track}";
        string when = thought.To == thought.From ? Time(thought.From) : $"{Time(thought.From)} to {Time(thought.To)}";
        return $"{when}  {who,-6} {thought.Sentence}";
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.f'Z'", CultureInfo.InvariantCulture);
}
