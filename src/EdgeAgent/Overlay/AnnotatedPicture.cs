using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Overlay;

/// <summary>A picture with boxes drawn on it, for people. Masked as every picture that the program writes.</summary>
internal static class AnnotatedPicture
{
    private const int WidthPixelsMin = 960;

    /// <summary>Writes a JPEG, enlarged by a whole factor when it is too small for labels.</summary>
    internal static void Write(
        in ImageView image, in FrameSight seen, IReadOnlyList<Detection> shown, IReadOnlyList<string> labels, PictureMasker masker, string path)
    {
        using PictureBuffer picture = Copy(image, WidthPixelsMin, new PicturePool(), out CropPlan whole);
        masker.Apply(picture, KeyFrameRole.Scene, whole, (image.Width, image.Height), seen);
        LabelledBox[] boxes =
            [.. shown.Select(d => new LabelledBox(d.Box, TrackOverlay.Label(labels[d.ClassId], d.Score), OverlayColor.ForNumber(d.ClassId)))];
        TrackOverlay.Boxes(TrackOverlay.On(picture), boxes);
        PictureFile.WriteJpeg(picture, path);
    }

    /// <summary>The whole image as a picture to draw on, enlarged by a whole factor to at least a width.</summary>
    internal static PictureBuffer Copy(in ImageView image, int widthPixelsMin, PicturePool pool, out CropPlan whole)
    {
        int factor = Math.Max(1, (widthPixelsMin + image.Width - 1) / image.Width);
        // Pictures have even sizes (4:2:0); of an odd image the last row or column is given up.
        whole = new CropPlan(new PixelRectangle(0, 0, image.Width, image.Height), Math.Max(2, image.Width * factor & ~1), Math.Max(2, image.Height * factor & ~1));
        PictureBuffer picture = pool.Rent(whole.Width, whole.Height);
        using PictureScaler scaler = new();
        scaler.Scale(image, whole.Area, picture);
        return picture;
    }
}
