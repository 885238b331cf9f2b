using SafeCity.Edge.Agent.Health;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>How the agent's health can be seen.</summary>
internal sealed record HealthSettings
{
    /// <summary>TCP port of the Prometheus text on loopback; null: none listens.</summary>
    internal int? MetricsPort { get; init; }

    internal LogFormat Log { get; init; } = LogFormat.Text;
}
