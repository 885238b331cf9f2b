using System.CommandLine;
namespace SafeCity.Edge.Agent.Cli;
internal static class RunCommand { internal const string Name = "run"; internal static Command Create() => new(Name, ""); }
