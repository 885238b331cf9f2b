using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// Chooses the parts of a picture in which plates are looked for: a crop round each vehicle that may show a readable plate, once for
/// vehicles that a detector gave twice or that lie in each other's crops. Not thread-safe; allocates nothing.
/// </summary>
internal sealed class VehicleRegions
{
    // A detector with a low threshold gives one vehicle as car and as truck.
    private const float SameVehicle = 0.6f;

    // Plates hang below the box of a vehicle that is cut at its bumper.
    private const float Margin = 0.08f;

    // A vehicle in another one's crop is looked at there if the crop shrinks it at most by this much more than its own would.
    private const float SharedAreaMin = 0.3f;

    // A plate is a quarter to a third of a car's width from behind; narrower ones than 40 pixels are not read.
    private const int VehicleWidthMin = 140;

    private readonly int[] _vehicles;
    private readonly PixelRectangle[] _regions;

    internal VehicleRegions(int vehiclesMax)
    {
        _vehicles = new int[vehiclesMax];
        _regions = new PixelRectangle[vehiclesMax];
    }

    /// <summary>Indices of the chosen vehicles, the largest first.</summary>
    internal ReadOnlySpan<int> Vehicles => _vehicles.AsSpan(0, VehicleCount);

    /// <summary>Where to look.</summary>
    internal ReadOnlySpan<PixelRectangle> Regions => _regions.AsSpan(0, RegionCount);

    private int VehicleCount { get; set; }

    private int RegionCount { get; set; }

    /// <summary>The crop of one vehicle.</summary>
    internal static PixelRectangle Crop(in ImageView image, in BoundingBox box)
    {
        int left = Math.Clamp((int)((box.X - (box.Width * Margin)) * image.Width), 0, image.Width - 1);
        int top = Math.Clamp((int)((box.Y - (box.Height * Margin)) * image.Height), 0, image.Height - 1);
        int right = Math.Clamp((int)MathF.Ceiling((box.Right + (box.Width * Margin)) * image.Width), left + 1, image.Width);
        int bottom = Math.Clamp((int)MathF.Ceiling((box.Bottom + (box.Height * Margin)) * image.Height), top + 1, image.Height);
        return new PixelRectangle(left, top, right - left, bottom - top);
    }

    /// <summary>Chooses among boxes in parts of the frame, whatever their order.</summary>
    internal void Choose(in ImageView image, ReadOnlySpan<BoundingBox> boxes)
    {
        VehicleCount = RegionCount = 0;
        while (VehicleCount < _vehicles.Length)
        {
            int largest = -1;
            for (int i = 0; i < boxes.Length; i++)
                if (IsWanted(image, boxes, i) && (largest < 0 || Precedes(boxes[i], boxes[largest]))) largest = i;
            if (largest < 0) return;
            _vehicles[VehicleCount++] = largest;
            PixelRectangle crop = Crop(image, boxes[largest]);
            if (!IsShown(crop)) _regions[RegionCount++] = crop;
        }
    }

    private static bool Precedes(in BoundingBox a, in BoundingBox b)
    {
        int order = b.Area.CompareTo(a.Area);
        if (order == 0) order = a.X.CompareTo(b.X);
        return (order == 0 ? a.Y.CompareTo(b.Y) : order) < 0;
    }

    private bool IsWanted(in ImageView image, ReadOnlySpan<BoundingBox> boxes, int candidate)
    {
        if (boxes[candidate].Width * image.Width < VehicleWidthMin) return false;
        foreach (int chosen in Vehicles)
            if (chosen == candidate || BoundingBox.IntersectionOverUnion(boxes[chosen], boxes[candidate]) > SameVehicle) return false;
        return true;
    }

    private bool IsShown(PixelRectangle crop)
    {
        long area = (long)crop.Width * crop.Height;
        foreach (PixelRectangle region in Regions)
        {
            long width = Math.Min(region.X + region.Width, crop.X + crop.Width) - Math.Max(region.X, crop.X);
            long height = Math.Min(region.Y + region.Height, crop.Y + crop.Height) - Math.Max(region.Y, crop.Y);
            if (width > 0 && height > 0 && width * height > 0.9 * area && area > SharedAreaMin * region.Width * region.Height) return true;
        }
        return false;
    }
}
