using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Attributes;
using SafeCity.Edge.Inference.Recognition.Faces;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>What recognition has gathered of one live track. Reused for the next one; says nothing about who a person is.</summary>
internal sealed class TrackNotes
{
    /// <summary>When its face is looked for.</summary>
    internal FaceSampling Sampling { get; } = new();

    internal BestFace Face { get; } = new();

    /// <summary>The frame of <see cref="Face"/>.</summary>
    internal FrameStamp FaceFrame { get; set; }

    /// <summary>Paint of a vehicle, or upper clothing of a person.</summary>
    internal ColorVotes Colors { get; } = new();

    /// <summary>Lower clothing of a person.</summary>
    internal ColorVotes LowerColors { get; } = new();

    /// <summary>Colours are not looked at before.</summary>
    internal MediaTime ColorsDue { get; set; }

    internal void Clear()
    {
        Sampling.Clear();
        Face.Clear();
        FaceFrame = default;
        Colors.Clear();
        LowerColors.Clear();
        ColorsDue = default;
    }
}
