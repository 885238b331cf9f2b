using System.CommandLine;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Setup;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>setup</c>: a guided first commissioning.</summary>
internal static class SetupCommand
{
    internal const string Name = "setup";

    private static readonly Option<string> Config = new("--config") { Description = "settings file that is made", HelpName = "FILE", DefaultValueFactory = _ => SettingsFile.InstalledPath };
    private static readonly Option<bool> Force = new("--force") { Description = "replace a settings file that is there; the old one is kept beside it" };

    internal static Command Create()
    {
        Command command = new(Name, "Commission a box by questions: who it is, broker, cameras with a picture each, privacy, and the doctor at the end.") { Config, Force };
        command.SetAction((result, stop) => Task.Run(async () =>
        {
            string file = result.GetRequiredValue(Config);
            if (File.Exists(file) && !result.GetValue(Force)) throw new FormatException($"{file} is there already: change it with 'safecity-edge config set', or give --force to begin anew");
            SetupDialog dialog = new(Console.In, Console.Out, TimeProvider.System) { ReadSecret = Console.IsInputRedirected ? null : ConfigSetCommand.ReadSecret };
            await dialog.RunAsync(file, stop);
            Console.Out.WriteLine();
            return await DoctorCommand.ExamineAsync(file, ModelOptions.DefaultDirectory(), stop);
        }, CancellationToken.None));
        return command;
    }
}
