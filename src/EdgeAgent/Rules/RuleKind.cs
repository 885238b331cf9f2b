namespace SafeCity.Edge.Agent.Rules;

/// <summary>What a rule looks for.</summary>
internal enum RuleKind
{
    /// <summary>Objects that cross a line.</summary>
    Line,

    /// <summary>Objects that enter and leave a region.</summary>
    Zone,

    /// <summary>Objects that stay in a region.</summary>
    Loitering,

    /// <summary>A thing that its owner has left behind.</summary>
    Abandoned,

    /// <summary>A thing that has its place and is not there.</summary>
    Removed,

    /// <summary>Many objects in a region, or many that gather quickly.</summary>
    Crowd,

    /// <summary>Objects that go against a direction.</summary>
    WrongWay,

    /// <summary>Objects that are faster than a limit on the ground.</summary>
    Speed,

    /// <summary>Persons that run.</summary>
    Running,

    /// <summary>Vehicles that stand, and that stand too long.</summary>
    Parking,

    /// <summary>Objects that pass a line close behind another one.</summary>
    Tailgating,

    /// <summary>Objects in a region, counted by interval.</summary>
    Count,

    /// <summary>A plate that stands on a list.</summary>
    PlateList,

    /// <summary>The camera's own health.</summary>
    Scene,
}
