using System.CommandLine;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>completion</c>: a script for the shell, made from the verbs and options themselves.</summary>
internal static class CompletionCommand
{
    internal const string Name = "completion";

    internal static Command Create()
    {
        Argument<string> shell = new("SHELL") { Description = "bash", DefaultValueFactory = _ => "bash" };
        shell.AcceptOnlyFromAmong("bash");
        Command command = new(Name, "Print the completion script of a shell.") { shell };
        command.SetAction(_ => Console.Out.Write(Bash(CommandLine.Build())));
        return command;
    }

    /// <summary>For bash: words by the verbs that were typed, files where no word fits.</summary>
    internal static string Bash(RootCommand root)
    {
        List<string> cases = [];
        void Add(Command command, string path)
        {
            IEnumerable<string> words = command.Subcommands.Select(c => c.Name).Concat(command.Options.Where(o => !o.Hidden).Select(o => o.Name));
            cases.Add($"    '{path}') words='{string.Join(' ', words)}' ;;");
            foreach (Command sub in command.Subcommands) Add(sub, $"{path} {sub.Name}".Trim());
        }
        Add(root, "");
        return $$"""
            # bash completion of safecity-edge
            _safecity_edge() {
              local path='' words='' word i
              for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                [[ $word == -* ]] && break
                path="${path:+$path }$word"
              done
              case $path in
            {{string.Join('\n', cases)}}
              esac
              mapfile -t COMPREPLY < <(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}")
            }
            complete -o default -F _safecity_edge safecity-edge

            """;
    }
}
