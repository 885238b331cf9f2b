namespace SafeCity.Edge.Inference.Recognition.Attributes;

/// <summary>The vehicle type of a class of the detector.</summary>
public static class VehicleTypes
{
    /// <summary>By the label of the model's card; <see cref="VehicleType.None"/> for what is no vehicle.</summary>
    public static VehicleType Of(string label) => label switch
    {
        "car" => VehicleType.Car,
        "van" => VehicleType.Van,
        "truck" => VehicleType.Truck,
        "bus" => VehicleType.Bus,
        "motorcycle" or "motorbike" => VehicleType.Motorcycle,
        "bicycle" => VehicleType.Bicycle,
        "train" or "tram" => VehicleType.Train,
        _ => VehicleType.None,
    };
}
