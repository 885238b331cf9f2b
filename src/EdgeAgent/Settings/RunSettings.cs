using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>Everything one run of the agent needs to know; made from the command line.</summary>
internal sealed record RunSettings
{
    internal required VideoSource Source { get; init; }

    internal required BrokerOptions Broker { get; init; }

    internal required DeviceIdentity Identity { get; init; }

    /// <summary>The camera's name on the wire.</summary>
    internal required string Camera { get; init; }

    /// <summary>Folder of the store.</summary>
    internal required string DataDirectory { get; init; }

    /// <summary>Folder for the overview picture; null for none.</summary>
    internal string? OutputDirectory { get; init; }

    /// <summary>File that the summary is written to as JSON; null for none.</summary>
    internal string? SummaryFile { get; init; }

    internal PlaybackSpeed Speed { get; init; } = PlaybackSpeed.Realtime;

    /// <summary>A decoder of libavcodec by name, for hardware decoding; null for the default one.</summary>
    internal string? Decoder { get; init; }

    /// <summary>Labels of the model that are tracked.</summary>
    internal required IReadOnlyList<string> Classes { get; init; }

    /// <summary>How long the end of a run waits for acknowledgements.</summary>
    internal TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often in a row a live source is opened again in vain; null for without end. A file is never opened again.</summary>
    internal int? ReconnectsMax { get; init; }
}
