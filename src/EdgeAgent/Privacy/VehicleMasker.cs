using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>
/// Makes the plates of all vehicles of a frame unreadable in a picture made from it, by place and not by finding them: a plate that a
/// finder missed would be readable. Make and colour stay to be seen.
/// </summary>
internal sealed class VehicleMasker(IReadOnlyList<string> labels)
{
    // Plates hang below the windows; on motorcycles, vans and lorries that may be high.
    private const float UpperShareKept = 0.2f;

    // A plate is at most a third of a car's front, seven characters or more: so at least one and a half of them share a cell.
    private const int CellsAcross = 14;

    private readonly bool[] _isVehicle = [.. labels.Select(IsVehicle)];

    internal static bool IsVehicle(string label) => label is "car" or "truck" or "bus" or "motorcycle" or "van";

    /// <summary>Masks in place.</summary>
    /// <param name="picture">The cut and scaled picture.</param>
    /// <param name="crop">How it was cut from the frame.</param>
    /// <param name="frame">Pixels a row of the frame, and its rows.</param>
    /// <param name="seen">What was detected and followed in the frame.</param>
    internal void Apply(PictureBuffer picture, in CropPlan crop, (int Width, int Height) frame, in FrameSight seen)
    {
        foreach (ref readonly Detection detection in seen.All)
        {
            if (_isVehicle[detection.ClassId] && detection.Score >= HeadRegion.PersonScoreMin) Mask(picture, crop, frame, detection.Box);
        }
        for (int i = 0; i < seen.Tracks.Count; i++)
        {
            Track track = seen.Tracks[i];
            if (_isVehicle[track.ClassId] && track.DetectionIndex < 0) Mask(picture, crop, frame, track.Box);
        }
    }

    private static void Mask(PictureBuffer picture, in CropPlan crop, (int Width, int Height) frame, in BoundingBox vehicle)
    {
        BoundingBox lower = vehicle with { Y = vehicle.Y + (UpperShareKept * vehicle.Height), Height = (1 - UpperShareKept) * vehicle.Height };
        PixelRectangle area = crop.ToPicture(lower, frame.Width, frame.Height);
        Mosaic.Apply(picture, area, area.Width / CellsAcross);
    }
}
