namespace SafeCity.Edge.Inference.Recognition.Attributes;

/// <summary>Kinds of vehicles that a detector's classes tell apart.</summary>
public enum VehicleType
{
    /// <summary>Not a vehicle, or an unknown class.</summary>
    None,

    /// <summary>Passenger car.</summary>
    Car,

    /// <summary>Van.</summary>
    Van,

    /// <summary>Truck.</summary>
    Truck,

    /// <summary>Bus.</summary>
    Bus,

    /// <summary>Motorcycle.</summary>
    Motorcycle,

    /// <summary>Bicycle.</summary>
    Bicycle,

    /// <summary>Train or tram.</summary>
    Train,
}
