using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Evaluation.Report;

/// <summary>Draws failures on the pictures in which they happened. Heads and faces are masked, as in every picture that the program
/// writes.</summary>
internal static class FailureDrawing
{
    private const int WidthPixelsMin = 800;
    private const int WidthPixelsMax = 1920;

    /// <summary>Writes a JPEG.</summary>
    internal static void Write(in ImageView image, FailurePicture failure, string path)
    {
        PixelRectangle area = AreaOf(image, failure.Part);
        double factor =
            area.Width < WidthPixelsMin ? Math.Ceiling(WidthPixelsMin / (double)area.Width)
                : Math.Min(1, WidthPixelsMax / (double)area.Width);
        CropPlan plan = new(area, Even(area.Width * factor), Even(area.Height * factor));
        using PictureBuffer picture = new PicturePool().Rent(plan.Width, plan.Height);
        using (PictureScaler scaler = new()) scaler.Scale(image, plan.Area, picture);
        foreach (BoundingBox mask in failure.Masks) Mosaic.Apply(picture, plan.ToPicture(mask, image.Width, image.Height));
        Draw(picture, plan, image.Width, image.Height, failure.Boxes);
        PictureFile.WriteJpeg(picture, path);
    }

    /// <summary>Writes a JPEG of boxes on plain grey, for sequences whose pictures are not there.</summary>
    internal static void WriteScheme(int width, int height, FailurePicture failure, string path)
    {
        double factor = Math.Min(1, WidthPixelsMax / (double)Math.Max(width, height));
        CropPlan plan = new(new PixelRectangle(0, 0, width, height), Even(width * factor), Even(height * factor));
        using PictureBuffer picture = new PicturePool().Rent(plan.Width, plan.Height);
        picture.Fill(48, 128, 128);
        Draw(picture, plan, width, height, failure.Boxes);
        PictureFile.WriteJpeg(picture, path);
    }

    private static void Draw(PictureBuffer picture, CropPlan plan, int width, int height, IReadOnlyList<LabelledBox> boxes)
    {
        Canvas canvas = TrackOverlay.On(picture);
        LabelledBox[] moved = [.. boxes.Select(b => b with { Box = Move(b.Box, plan, width, height) })];
        TrackOverlay.Boxes(canvas, moved);
    }

    private static BoundingBox Move(in BoundingBox box, in CropPlan plan, int width, int height) => new(
        ((box.X * width) - plan.Area.X) / plan.Area.Width, ((box.Y * height) - plan.Area.Y) / plan.Area.Height,
        box.Width * width / plan.Area.Width, box.Height * height / plan.Area.Height);

    private static PixelRectangle AreaOf(in ImageView image, BoundingBox? part)
    {
        if (part is not { } wanted) return new PixelRectangle(0, 0, image.Width, image.Height);
        BoundingBox inside = wanted.ClipToFrame();
        int left = (int)(inside.X * image.Width) & ~1, top = (int)(inside.Y * image.Height) & ~1;
        return new PixelRectangle(
            left, top, Math.Min(Even(inside.Width * image.Width), image.Width - left),
                Math.Min(Even(inside.Height * image.Height), image.Height - top));
    }

    private static int Even(double value) => Math.Max(2, (int)value & ~1);
}
