using System.CommandLine;
namespace SafeCity.Edge.Agent.Cli;
internal static class VersionCommand { internal const string Name = "version"; internal static Command Create() => new(Name, ""); }
