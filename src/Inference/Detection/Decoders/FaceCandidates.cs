using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>Faces before suppression, bounded: when there are more, the best half goes on.</summary>
internal sealed class FaceCandidates
{
    private readonly FaceDetection[] _faces = new FaceDetection[1024];
    private int _count;

    internal void Clear() => _count = 0;

    /// <summary>Takes a face; its box is clipped to the frame, and nothing is taken if nothing is left of it.</summary>
    /// <param name="edges">Left, top, right and bottom in parts of the frame.</param>
    /// <param name="score">0..1.</param>
    /// <param name="landmarks">In parts of the frame.</param>
    /// <exception cref="ModelOutputException">A coordinate is not finite.</exception>
    internal void Add((float Left, float Top, float Right, float Bottom) edges, float score, in FaceLandmarks landmarks)
    {
        if (!float.IsFinite(edges.Left + edges.Top + edges.Right + edges.Bottom) || !landmarks.IsFinite)
            throw Fault("coordinates of a face", float.NaN);
        BoundingBox box = new BoundingBox(edges.Left, edges.Top, edges.Right - edges.Left, edges.Bottom - edges.Top).ClipToFrame();
        if (!(box.Width > 0 && box.Height > 0)) return;
        if (_count == _faces.Length)
        {
            FaceSuppression.SortBestFirst(_faces);
            _count = _faces.Length / 2;
        }
        _faces[_count++] = new FaceDetection(box, score, landmarks);
    }

    /// <summary>Drops or blends overlapping faces and writes the best ones.</summary>
    internal int Write(float overlapMax, bool blend, Span<FaceDetection> results)
    {
        Span<FaceDetection> all = _faces.AsSpan(0, _count);
        int kept = blend ? FaceSuppression.Blend(all, overlapMax) : FaceSuppression.Keep(all, overlapMax);
        kept = Math.Min(kept, results.Length);
        all[..kept].CopyTo(results);
        return kept;
    }

    internal static ModelOutputException Fault(string output, float value) =>
        new($"the model's {output} hold {value}: the weights or the runtime are broken; run build/setup.sh, which checks both");
}
