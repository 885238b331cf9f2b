using System.Numerics;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Agent.Settings;

/// <summary>What a run needs to know of one camera.</summary>
internal sealed record CameraSettings
{
    /// <summary>Its name on the wire.</summary>
    internal required string Name { get; init; }

    /// <summary>What is analysed.</summary>
    internal required VideoSource Source { get; init; }

    /// <summary>The same camera in more pixels, for key frames; null: these are cut from what is analysed.</summary>
    internal VideoSource? MainSource { get; init; }

    /// <summary>Labels of the model that are tracked.</summary>
    internal required IReadOnlyList<string> Classes { get; init; }

    internal PlaybackSpeed Speed { get; init; } = PlaybackSpeed.Realtime;

    /// <summary>Where the detector looks.</summary>
    internal RegionMode Regions { get; init; } = RegionMode.Regions;

    /// <summary>From where it looks.</summary>
    internal CameraView View { get; init; } = CameraView.Usual;

    /// <summary>Frames after which allocations are measured: by then pools are filled and code is compiled.</summary>
    internal long WarmUpFrames { get; init; } = 100;

    /// <summary>A decoder of libavcodec by name, for hardware decoding; null for the default one.</summary>
    internal string? Decoder { get; init; }

    /// <summary>How often in a row a live source is opened again in vain; null for without end. A file is never opened again.</summary>
    internal int? ReconnectsMax { get; init; }

    /// <summary>Areas, in parts of the frame, that are blackened in every picture and in which nothing is detected.</summary>
    internal IReadOnlyList<IReadOnlyList<Vector2>> Masks { get; init; } = [];

    /// <summary>What it is to tell besides what passed.</summary>
    internal CameraRules Rules { get; init; } = new([]);

    internal KeyFrameSettings KeyFrames { get; init; } = new();

    internal CameraPrivacy Privacy { get; init; } = new();

    /// <summary>Differs whenever anything in the file about this camera differs, secrets too; holds none. Empty when it came from the command line.</summary>
    internal string Fingerprint { get; init; } = "";
}
