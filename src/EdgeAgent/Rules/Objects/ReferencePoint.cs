namespace SafeCity.Edge.Agent.Rules.Objects;

/// <summary>The point of an object that lines and polygons are compared with.</summary>
internal enum ReferencePoint
{
    /// <summary>Where it stands on the ground.</summary>
    BottomCenter,

    /// <summary>For cameras that look straight down.</summary>
    Center,
}
