using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>What the motion gate says of one frame. Borrowed: valid until the gate's next frame.</summary>
public readonly ref struct MotionState
{
    /// <summary>Where something moves, in parts of the frame, largest area first. Empty while calibrating.</summary>
    public ReadOnlySpan<BoundingBox> Boxes { get; init; }

    /// <summary>The background is being learned anew: motion is not told, whole frames should be looked at.</summary>
    public bool IsCalibrating { get; init; }

    /// <summary>In this frame nearly everything changed at once (light, infra-red switch, lightning, the camera was turned).</summary>
    public bool IsSceneWideChange { get; init; }

    /// <summary>Part of the pixels (masked ones left out) that differ from the background, 0..1.</summary>
    public float ChangedShare { get; init; }

    /// <summary>A clock in the picture was found and is left out.</summary>
    public bool HasClock { get; init; }

    /// <summary>How long nothing has moved; zero while something does, and while calibrating.</summary>
    public TimeSpan IdleFor { get; init; }
}
