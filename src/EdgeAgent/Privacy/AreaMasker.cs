using System.Numerics;
using SafeCity.Edge.Agent.KeyFrames;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>Blackens fixed areas in a picture made from a frame, also where its pixels come from another stream of the camera.</summary>
internal sealed class AreaMasker(IReadOnlyList<IReadOnlyList<Vector2>> polygons)
{
    private const byte NoColor = 128;

    private readonly AreaSpans _spans = new(polygons);

    /// <summary>Masks in place.</summary>
    /// <param name="picture">The cut and scaled picture.</param>
    /// <param name="crop">How it was cut from the frame.</param>
    /// <param name="frame">Pixels a row of the frame, and its rows.</param>
    internal void Apply(PictureBuffer picture, in CropPlan crop, (int Width, int Height) frame)
    {
        Vector2 shrink = new((float)crop.Width / crop.Area.Width, (float)crop.Height / crop.Area.Height);
        _spans.Find(new Vector2(frame.Width, frame.Height) * shrink, new Vector2(-crop.Area.X, -crop.Area.Y) * shrink, picture.Width, picture.Height);
        foreach (AreaSpan span in _spans.All)
        {
            int length = span.Right - span.Left, chroma = (span.Row / 2 * picture.ChromaStride) + (span.Left / 2);
            for (int row = span.Row; row < Math.Min(span.Row + 2, picture.Height); row++) picture.Y.Slice((row * picture.YStride) + span.Left, length).Clear();
            picture.U.Slice(chroma, length / 2).Fill(NoColor);
            picture.V.Slice(chroma, length / 2).Fill(NoColor);
        }
    }
}
