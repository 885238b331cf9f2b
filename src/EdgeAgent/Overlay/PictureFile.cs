using System.Buffers;
using SafeCity.Edge.Agent.KeyFrames;

namespace SafeCity.Edge.Agent.Overlay;

/// <summary>Pictures for people on disk.</summary>
internal static class PictureFile
{
    private const int Quality = 90;

    /// <summary>Writes a JPEG in one step: a reader never sees half a picture.</summary>
    internal static void WriteJpeg(PictureBuffer picture, string path)
    {
        using JpegEncoder encoder = new();
        ArrayBufferWriter<byte> bytes = new();
        encoder.Encode(picture, Quality, bytes);
        string unfinished = path + ".part";
        using (FileStream file = File.Create(unfinished)) file.Write(bytes.WrittenSpan);
        File.Move(unfinished, path, overwrite: true);
    }
}
