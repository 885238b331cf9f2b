using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>From a box in pixels of a model's input to a candidate in parts of the frame.</summary>
internal static class ModelBox
{
    /// <summary>Adds what of the box lies inside the frame; nothing if that is nothing, or its edges are turned round.</summary>
    /// <exception cref="ModelOutputException">An edge is not finite.</exception>
    internal static void Add(
        CandidateList candidates, in LetterboxTransform transform, (float Left, float Top, float Right, float Bottom) edges, float score, int classId)
    {
        float sum = edges.Left + edges.Top + edges.Right + edges.Bottom;
        if (!float.IsFinite(sum)) throw OutputFaults.Of("box", sum);
        float x = transform.FrameX(edges.Left), y = transform.FrameY(edges.Top);
        BoundingBox box = new BoundingBox(x, y, transform.FrameX(edges.Right) - x, transform.FrameY(edges.Bottom) - y).ClipToFrame();
        if (box.Width > 0 && box.Height > 0) candidates.Add(new Detection(box, score, classId));
    }

    /// <summary>As <see cref="Add"/>, from centre and size.</summary>
    internal static void AddCentered(
        CandidateList candidates, in LetterboxTransform transform, (float X, float Y, float Width, float Height) box, float score, int classId)
    {
        float halfWidth = box.Width / 2, halfHeight = box.Height / 2;
        Add(candidates, transform, (box.X - halfWidth, box.Y - halfHeight, box.X + halfWidth, box.Y + halfHeight), score, classId);
    }
}
