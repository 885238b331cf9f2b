using System.CommandLine;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>The options by which plates are read: off unless a region and a purpose are given.</summary>
internal static class PlateOptions
{
    internal static Option<string?> Region { get; } = new("--plates")
    {
        Description = $"read licence plates of a region: {string.Join(", ", PlateFormats.Regions)} (default: plates are not read)",
        HelpName = "REGION",
    };

    internal static Option<string?> Purpose { get; } = new("--purpose")
    {
        Description = "why plates are read, for example traffic-safety; goes into every event. Without it plates stay off",
        HelpName = "TEXT",
    };

    internal static Option<string[]> Lists { get; } = new("--plate-list")
    {
        Description = "text file of plates to look for, one a line; its name without extension names the list; may be given again",
        HelpName = "FILE",
    };

    /// <summary>What the options say; null: plates are not read.</summary>
    /// <exception cref="FormatException">They do not go together.</exception>
    /// <exception cref="PlateFormatException">No such region, or a list that cannot be used.</exception>
    internal static PlatePolicy? Read(ParseResult result)
    {
        string? region = result.GetValue(Region), purpose = result.GetValue(Purpose)?.Trim();
        string[] lists = result.GetValue(Lists) ?? [];
        if (region is null)
            return lists.Length == 0 ? null : throw new FormatException("--plate-list needs --plates REGION and --purpose TEXT: plates are not read without them");
        if (string.IsNullOrEmpty(purpose))
            throw new FormatException("--plates needs --purpose: say why plates are read, for example --purpose traffic-safety; it goes into every event");
        return new PlatePolicy(purpose, DefaultModels.Plates(region), [.. lists.Select(PlateList.Load)]);
    }
}
