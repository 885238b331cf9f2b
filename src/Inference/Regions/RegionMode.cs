namespace SafeCity.Edge.Inference.Regions;

/// <summary>Where detectors look.</summary>
public enum RegionMode
{
    /// <summary>At crops round what moves and what is tracked, and now and then at the whole frame.</summary>
    Regions,

    /// <summary>At the whole of every frame.</summary>
    WholeFrame,
}
