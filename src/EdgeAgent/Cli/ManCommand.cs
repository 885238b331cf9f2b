using System.CommandLine;
using System.Text;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>man</c>: the manual page, made from the verbs and options themselves.</summary>
internal static class ManCommand
{
    internal const string Name = "man";

    internal static Command Create()
    {
        Command command = new(Name, "Print the manual page (roff): 'safecity-edge man | man -l -'.");
        command.SetAction(_ => Console.Out.Write(Page(CommandLine.Build())));
        return command;
    }

    /// <summary>The page, for man(1).</summary>
    internal static string Page(RootCommand root)
    {
        StringBuilder page = new($".TH SAFECITY-EDGE 1 \"\" \"SafeCity.Edge {VersionCommand.AgentVersion.Split('+')[0]}\"\n.SH NAME\nsafecity-edge \\- {Text(root.Description)}\n");
        page.Append(".SH SYNOPSIS\n.B safecity-edge\n.I VERB\n.RI [ OPTIONS ]\n.SH VERBS\n");
        foreach (Command verb in root.Subcommands) Add(page, verb, verb.Name);
        page.Append(".SH EXIT STATUS\n.nf\n").Append(Text(ExitCode.Help)).Append("\n.fi\n.SH FILES\n.I /etc/safecity-edge/settings.yaml\n");
        return page.ToString();
    }

    private static void Add(StringBuilder page, Command command, string path)
    {
        string arguments = string.Concat(command.Arguments.Where(a => !a.Hidden).Select(a => " " + a.Name));
        page.Append(".SS ").Append(Text(path + arguments)).Append('\n').Append(Text(command.Description)).Append('\n');
        foreach (Option option in command.Options.Where(o => !o.Hidden))
            page.Append(".TP\n.B ").Append(Text(option.Name)).Append(option.HelpName is { } value ? " " + Text(value) : "").Append('\n').Append(Text(option.Description)).Append('\n');
        foreach (Command sub in command.Subcommands) Add(page, sub, $"{path} {sub.Name}");
    }

    // A hyphen that can be copied, and no line that begins like a request.
    private static string Text(string? text) => string.Join('\n', (text ?? "").Split('\n').Select(l =>
    {
        string plain = l.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return plain.StartsWith('.') || plain.StartsWith('\'') ? "\\&" + plain : plain;
    }));
}
