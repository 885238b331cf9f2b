namespace SafeCity.Edge.Agent.Settings;

/// <summary>From where a camera looks.</summary>
internal enum CameraView
{
    /// <summary>From the side or from a height, as detectors are taught.</summary>
    Usual,

    /// <summary>Straight down on a road.</summary>
    Overhead,
}
