using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Recognition.Faces;

/// <summary>
/// Looks for faces where they can be: in the enlarged upper part of each person's box, or, in a finished picture, everywhere and down to
/// small ones. Finds faces and says nothing about whose they are. Not thread-safe; allocates nothing once it has seen a size of picture.
/// </summary>
public sealed class FaceFinder
{
    private const int FacesPerCropMax = 16;

    // Of the smaller of two boxes: halves of a face that two crops cut differently lie inside the whole one.
    private const float SharedMax = 0.6f;

    private readonly IDetector<FaceDetection> _detector;
    private readonly FaceFinderOptions _options;
    private readonly FaceDetection[] _crop = new FaceDetection[FacesPerCropMax];
    private readonly FaceDetection[] _found;
    private int _count;

    /// <summary>Works with a detector, which stays the caller's and whose fit should be a letterbox.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public FaceFinder(IDetector<FaceDetection> detector, FaceFinderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(detector);
        _detector = detector;
        _options = options ?? new FaceFinderOptions();
        _options.Check();
        _found = new FaceDetection[_options.FacesMax];
    }

    /// <summary>How often the model ran in the last call.</summary>
    public int LastRuns { get; private set; }

    /// <summary>Looks in the upper part of each person's box, one run of the model a person.</summary>
    /// <param name="image">The frame.</param>
    /// <param name="persons">Boxes of persons in parts of the frame. With none, the whole picture is searched: <see cref="FindInPicture"/>.</param>
    /// <param name="faces">
    /// At least as long as <paramref name="persons"/>: <c>faces[i]</c> becomes the one face of <c>persons[i]</c>, or one with a score of 0.
    /// No face is given to two persons.
    /// </param>
    /// <returns>How many persons have a face; without persons, how many faces were written, best first.</returns>
    /// <exception cref="ArgumentException"><paramref name="faces"/> is too short.</exception>
    /// <exception cref="ModelOutputException">The model gave numbers that cannot be its answer.</exception>
    public int Find(in ImageView image, ReadOnlySpan<BoundingBox> persons, Span<FaceDetection> faces)
    {
        if (persons.IsEmpty) return FindInPicture(image, faces);
        if (faces.Length < persons.Length) throw new ArgumentException($"{faces.Length} places for the faces of {persons.Length} persons", nameof(faces));
        Begin();
        foreach (ref readonly BoundingBox person in persons)
        {
            PixelRectangle crop = HeadCrop.Of(person, image.Width, image.Height);
            if (Math.Min(crop.Width, crop.Height) >= _options.CropPixelsMin) Look(image, crop);
        }
        _count = FaceSuppression.KeepUncontained(_found.AsSpan(0, _count), SharedMax);
        return Assign(persons, faces, image.Width, image.Height);
    }

    /// <summary>
    /// Looks everywhere: at the whole picture, then at overlapping tiles of half the width, and again, until faces of
    /// <see cref="FaceFinderOptions.SmallestFacePixels"/> are large enough for the model.
    /// </summary>
    /// <param name="image">A frame or a finished picture.</param>
    /// <param name="faces">Takes the best ones, best first.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ModelOutputException">The model gave numbers that cannot be its answer.</exception>
    public int FindInPicture(in ImageView image, Span<FaceDetection> faces)
    {
        Begin();
        double aspect = (double)_detector.Card.Input.Width / _detector.Card.Input.Height;
        // The tile that holds the whole picture, and the one in which the smallest face is large enough.
        double width = Math.Max(image.Width, image.Height * aspect);
        double smallest = (double)_options.SmallestFacePixels * _detector.Card.Input.Width / _options.ModelFacePixels;
        Look(image, PixelRectangle.Whole(image));
        while (width > smallest)
        {
            width = Math.Max(width / 2, smallest);
            TilePlan plan = new(image.Width, image.Height, width, aspect);
            if (LastRuns + plan.Tiles > _options.RunsMax) break;
            for (int i = 0; i < plan.Tiles; i++) Look(image, plan[i]);
        }
        int kept = Math.Min(FaceSuppression.KeepUncontained(_found.AsSpan(0, _count), SharedMax), faces.Length);
        _found.AsSpan(0, kept).CopyTo(faces);
        return kept;
    }

    private void Begin()
    {
        _count = 0;
        LastRuns = 0;
    }

    private void Look(in ImageView image, PixelRectangle region)
    {
        LastRuns++;
        int seen = _detector.Detect(image, region, _crop);
        foreach (ref readonly FaceDetection face in _crop.AsSpan(0, seen))
        {
            if (IsCut(face.Box, region, image.Width, image.Height)) continue;
            if (_count == _found.Length) Thin();
            if (_count < _found.Length) _found[_count++] = face;
        }
    }

    private void Thin()
    {
        _count = FaceSuppression.KeepUncontained(_found.AsSpan(0, _count), SharedMax);
        if (_count > _found.Length / 2) _count = Math.Max(1, _found.Length / 2);
    }

    // Reaches out of the region where the picture goes on: another region has it whole.
    private static bool IsCut(in BoundingBox face, PixelRectangle region, int width, int height)
    {
        float x = face.Width * width / 8, y = face.Height * height / 8;
        int right = region.X + region.Width, bottom = region.Y + region.Height;
        return (region.X > 0 && face.X * width < region.X - x) || (region.Y > 0 && face.Y * height < region.Y - y)
            || (right < width && face.Right * width > right + x) || (bottom < height && face.Bottom * height > bottom + y);
    }

    // The pair that fits best goes first, so that the order of the persons does not matter.
    private int Assign(ReadOnlySpan<BoundingBox> persons, Span<FaceDetection> faces, int width, int height)
    {
        faces[..persons.Length].Clear();
        int assigned = 0;
        while (true)
        {
            float best = 0;
            int person = -1, face = -1;
            for (int p = 0; p < persons.Length; p++)
            {
                if (faces[p].IsFound) continue;
                for (int f = 0; f < _count; f++)
                {
                    float fit = _found[f].Score * HeadCrop.Fit(persons[p], _found[f].Box, width, height);
                    if (fit > best) (best, person, face) = (fit, p, f);
                }
            }
            if (person < 0) return assigned;
            faces[person] = _found[face];
            // Taken: its score of 0 fits nobody any more.
            _found[face] = default;
            assigned++;
        }
    }
}
