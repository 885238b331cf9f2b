namespace SafeCity.Edge.Inference.Tracking;

/// <summary>The three rounds of association, in their order.</summary>
internal enum AssociationStage
{
    /// <summary>Strong detections with confirmed and lost tracks.</summary>
    Strong,

    /// <summary>Weak detections with confirmed tracks that were seen in the update before.</summary>
    Weak,

    /// <summary>Strong detections that are left with tentative tracks.</summary>
    Tentative,
}
