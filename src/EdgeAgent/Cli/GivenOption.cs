using System.CommandLine;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>Options that override a settings file only where somebody wrote them.</summary>
internal static class GivenOption
{
    /// <summary>Whether the option stands on the command line.</summary>
    internal static bool Is(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };

    /// <summary>The option's value if it was written or there is no file; else the file's.</summary>
    internal static T Or<T>(ParseResult result, Option<T> option, T? file)
        where T : class => file is null || Is(result, option) ? result.GetRequiredValue(option) : file;
}
