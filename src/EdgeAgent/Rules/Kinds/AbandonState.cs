using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>What is known of a thing and its owner.</summary>
internal struct AbandonState
{
    internal AbandonPhase Phase;

    /// <summary>Whether somebody was near when it was first seen.</summary>
    internal bool HasOwner;

    /// <summary>The owner's slot and when he was first seen there, so that a slot's next object is not taken for him.</summary>
    internal int OwnerSlot;

    internal MediaTime OwnerStart;

    internal Guid OwnerIdentity;

    internal StillState Still;

    /// <summary>Since when nobody attends it.</summary>
    internal MediaTime Since;

    internal Situation Left;
}
