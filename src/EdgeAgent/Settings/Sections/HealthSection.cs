using SafeCity.Edge.Agent.Health;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary><c>health</c>: how the agent's health can be seen.</summary>
internal static class HealthSection
{
    internal static HealthSettings Bind(YamlMap map) => new()
    {
        MetricsPort = (int?)map.OptionalValue("metricsPort", Scalars.Integer(1, 65535), "TCP port of the Prometheus text, on 127.0.0.1 only; leave it out and none listens"),
        Log = map.Optional("log", Scalars.OneOf(("text", LogFormat.Text), ("json", LogFormat.Json)), LogFormat.Text, "what is said while it runs: sentences, or a line of JSON each"),
    };
}
