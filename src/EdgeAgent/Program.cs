using SafeCity.Edge.Agent.Cli;

return await CommandLine.RunAsync(args);
