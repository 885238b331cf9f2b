namespace SafeCity.Edge.Agent.Health;

/// <summary>How the agent speaks while it runs.</summary>
internal enum LogFormat
{
    /// <summary>Sentences.</summary>
    Text,

    /// <summary>A line of JSON each.</summary>
    Json,
}
