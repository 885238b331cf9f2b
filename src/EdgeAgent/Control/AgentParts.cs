using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Transport.Outbox;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Control;

/// <summary>The parts of a running agent that can be asked; all borrowed.</summary>
/// <param name="Settings">As it was started.</param>
/// <param name="Cameras">Its cameras.</param>
/// <param name="Outbox">Its store.</param>
/// <param name="Uplink">Its way to the broker.</param>
/// <param name="AgentVersion">Of the program.</param>
internal sealed record AgentParts(RunSettings Settings, CameraPipelines Cameras, Outbox Outbox, Uplink Uplink, string AgentVersion)
{
    /// <summary>Records what cameras whose settings are changed protect less or more; null: nobody does.</summary>
    internal PrivacyAudit? Audit { get; init; }

    /// <summary>Reads the settings again; null: there is no settings file.</summary>
    internal Func<RunSettings>? Reload { get; init; }
}
