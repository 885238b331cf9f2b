namespace SafeCity.Edge.Agent.Cli;

/// <summary>What <c>subscribe --store</c> tells at its end.</summary>
internal sealed record StoringSummary(IReadOnlyList<StoringLog> Logs, long Missing, IReadOnlyList<string> Findings);

/// <summary>A log in the platform's store.</summary>
internal sealed record StoringLog(string Source, long Watermark);
