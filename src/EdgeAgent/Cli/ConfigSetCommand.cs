using System.CommandLine;
using System.Text;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>config set</c> and <c>config set-secret</c>: change one setting; what would not be valid is not written.</summary>
internal static class ConfigSetCommand
{
    internal const UnixFileMode SecretsMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    internal const UnixFileMode SettingsMode = SecretsMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>
    /// Permissions of a secrets file that is made in a folder. Where the folder hands its group on (as the package sets up the service's), the
    /// group reads it too.
    /// </summary>
    internal static UnixFileMode SecretsModeIn(string folder) =>
        !OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(folder) & UnixFileMode.SetGroup) != 0 ? SecretsMode | UnixFileMode.GroupRead : SecretsMode;

    private static readonly Option<string> File = new("--config")
    {
        Description = $"settings file (default: {SettingsFile.InstalledPath})",
        HelpName = "FILE",
        DefaultValueFactory = _ => SettingsFile.InstalledPath,
    };

    internal static Command Create()
    {
        Argument<string> path = new("SETTING") { Description = "path of the setting, for example broker.port or cameras[cam1].regions" };
        Argument<string> value = new("VALUE") { Description = "new value; a list as [a, b]" };
        Command command = new("set", "Change one setting; comments stay, and nothing is written unless the whole is valid.") { path, value, File, ConfigCommand.Quiet };
        command.SetAction(result =>
        {
            string file = result.GetRequiredValue(File);
            string text = YamlEdit.Set(System.IO.File.ReadAllText(file), result.GetRequiredValue(path), result.GetRequiredValue(value));
            SettingsFile.Read(file, text).Require();
            AtomicFile.Write(file, text, SettingsMode);
            if (!result.GetValue(ConfigCommand.Quiet)) Console.Out.WriteLine($"{result.GetRequiredValue(path)} is set in {file}; a running agent takes it with 'safecity-edge config apply'");
            return ExitCode.Ok;
        });
        return command;
    }

    internal static Command CreateSecret()
    {
        Argument<string> name = new("NAME") { Description = "name that the settings refer to as ${secret:NAME}" };
        Command command = new("set-secret", "Put a secret into the secrets file; it is asked for, or read from standard input.") { name, File, ConfigCommand.Quiet };
        command.SetAction(result =>
        {
            string key = result.GetRequiredValue(name);
            if (key.Length == 0 || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) throw new FormatException($"'{key}' is no name of a secret: use letters, digits, '-' and '_'");
            string file = result.GetRequiredValue(File);
            YamlContext context = new(file, SecretStore.Empty);
            YamlNode? root = System.IO.File.Exists(file) ? YamlReader.ReadFile(context) : null;
            string secrets = SettingsFile.SecretsFileOf(root, context.Folder);
            string value = ReadSecret(key);
            if (value.Length == 0) throw new FormatException("the secret is empty: nothing was changed");
            string text = System.IO.File.Exists(secrets) ? System.IO.File.ReadAllText(secrets) : "";
            text = string.IsNullOrWhiteSpace(text) ? $"{key}: {YamlWriter.Scalar(value)}\n" : YamlEdit.SetText(text, key, value);
            AtomicFile.Write(secrets, text, SecretsModeIn(Path.GetDirectoryName(secrets)!));
            if (!result.GetValue(ConfigCommand.Quiet)) Console.Out.WriteLine($"{key} is set in {secrets}; write ${{secret:{key}}} in the settings");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Asks on the terminal without showing what is typed; takes a line of what is piped in.</summary>
    internal static string ReadSecret(string name)
    {
        if (Console.IsInputRedirected) return Console.In.ReadLine() ?? "";
        Console.Error.Write($"value of {name} (not shown): ");
        StringBuilder typed = new();
        for (ConsoleKeyInfo key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
