using SafeCity.Edge.Agent.KeyFrames;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>
/// Hides in a picture what a camera's policy says, by what was detected and followed in the frame it was cut from: heads, vehicles'
/// plates, fixed areas. No picture is encoded but through here. Faces that were nobody's head are for <see cref="FaceGuard"/>.
/// </summary>
internal sealed class PictureMasker
{
    private readonly HeadMasker _heads;
    private readonly VehicleMasker _vehicles;
    private readonly AreaMasker? _areas;

    /// <summary>For one camera.</summary>
    /// <param name="labels">Of the object detector.</param>
    /// <param name="policy">What is hidden.</param>
    internal PictureMasker(IReadOnlyList<string> labels, MaskingPolicy policy)
    {
        Policy = policy;
        _heads = new HeadMasker(labels.ToList().IndexOf("person"));
        _vehicles = new VehicleMasker(labels);
        _areas = policy.Areas.Count > 0 ? new AreaMasker(policy.Areas) : null;
    }

    internal MaskingPolicy Policy { get; }

    /// <summary>By class id, of what something may have to be hidden.</summary>
    internal static bool[] MaskedClasses(IReadOnlyList<string> labels) => [.. labels.Select(l => l == "person" || VehicleMasker.IsVehicle(l))];

    /// <summary>Masks in place.</summary>
    /// <param name="picture">The cut and scaled picture.</param>
    /// <param name="role">What it is for.</param>
    /// <param name="crop">How it was cut from the frame.</param>
    /// <param name="frame">Pixels a row of the frame, and its rows.</param>
    /// <param name="seen">What was detected and followed in the frame.</param>
    internal void Apply(PictureBuffer picture, KeyFrameRole role, in CropPlan crop, (int Width, int Height) frame, in FrameSight seen)
    {
        if (Policy.HidesPlates(role)) _vehicles.Apply(picture, crop, frame, seen);
        if (!Policy.KeepsFaces(role)) _heads.Apply(picture, crop, frame, seen);
        _areas?.Apply(picture, crop, frame);
    }
}
