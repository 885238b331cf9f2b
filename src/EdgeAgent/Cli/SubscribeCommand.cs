using System.CommandLine;
namespace SafeCity.Edge.Agent.Cli;
internal static class SubscribeCommand { internal const string Name = "subscribe"; internal static Command Create() => new(Name, ""); }
