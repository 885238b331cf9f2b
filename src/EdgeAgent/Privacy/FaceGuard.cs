using System.Buffers;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Faces;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>
/// The last look at a picture before it is stored: the finished JPEG is opened again, and faces that a detector still finds in it
/// (persons whom the object detector did not see, portraits, mirrors) are masked, until it finds none. A picture in which it does not
/// end is not sent. One thread at a time.
/// </summary>
internal sealed class FaceGuard : IDisposable
{
    // A found face is masked with its surroundings; what is then still found lies at its edge or was hidden by a better one.
    private const int RoundsMax = 4;
    private const float Grown = 0.3f;
    private const int FacesMax = 64;
    private const int JpegQuality = 80;

    private readonly FaceFinder _finder;
    private readonly JpegDecoder _decoder = new();
    private readonly JpegEncoder _encoder = new();
    private readonly PicturePool _pool = new();
    private readonly PictureScaler _scaler = new();
    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);
    private readonly FaceDetection[] _faces = new FaceDetection[FacesMax];

    /// <summary>Works with a detector, which stays the caller's.</summary>
    internal FaceGuard(IDetector<FaceDetection> detector) => _finder = new FaceFinder(detector, Options);

    /// <summary>How closely pictures are looked at: below 32 pixels, some 16 between the ears, a face says little more than that it is one.</summary>
    internal static FaceFinderOptions Options { get; } = new() { SmallestFacePixels = 32 };

    /// <summary>Looks at one picture.</summary>
    /// <returns>The picture as it may leave; null: a face could not be masked, and it must not leave.</returns>
    /// <exception cref="AvException">It is no JPEG.</exception>
    /// <exception cref="ModelOutputException">The detector failed.</exception>
    internal FactKeyFrame? Check(FactKeyFrame picture)
    {
        ImageView view = _decoder.Decode(picture.Jpeg.Span);
        int found = _finder.FindInPicture(view, _faces);
        if (found == 0) return picture;
        using PictureBuffer masked = _pool.Rent(view.Width, view.Height);
        _scaler.Scale(view, PixelRectangle.Whole(view), masked);
        for (int round = 0; round < RoundsMax; round++)
        {
            foreach (ref readonly FaceDetection face in _faces.AsSpan(0, found)) Mosaic.Apply(masked, AreaOf(face.Box, masked));
            _bytes.ResetWrittenCount();
            _encoder.Encode(masked, JpegQuality, _bytes);
            // What leaves is looked at, not what it was made of.
            found = _finder.FindInPicture(_decoder.Decode(_bytes.WrittenSpan), _faces);
            if (found == 0) return picture with { Jpeg = _bytes.WrittenSpan.ToArray() };
        }
        return null;
    }

    private static PixelRectangle AreaOf(in BoundingBox face, PictureBuffer picture)
    {
        float x = (face.X - (Grown * face.Width)) * picture.Width, y = (face.Y - (Grown * face.Height)) * picture.Height;
        float width = (1 + (2 * Grown)) * face.Width * picture.Width, height = (1 + (2 * Grown)) * face.Height * picture.Height;
        return new PixelRectangle((int)MathF.Floor(x), (int)MathF.Floor(y), (int)MathF.Ceiling(width) + 1, (int)MathF.Ceiling(height) + 1);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _decoder.Dispose();
        _encoder.Dispose();
        _scaler.Dispose();
    }
}
