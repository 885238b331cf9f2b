using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Detection;

public class FaceSuppressionTests
{
    [Fact]
    public void Suppression_equals_the_definition_whatever_the_order()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            FaceDetection[] all = [.. Enumerable.Range(0, random.Next(40)).Select(_ => At(random.Next(20) / 20f, random.Next(1, 6) / 5f))];
            FaceDetection[] faces = [.. all], shuffled = [.. all], blended = [.. all];
            random.Shuffle(shuffled);
            int kept = FaceSuppression.Keep(faces, 0.4f);
            Assert.Equal(kept, FaceSuppression.Keep(shuffled, 0.4f));
            Assert.Equal(faces[..kept], shuffled[..kept]);
            for (int i = 0; i < kept; i++) Assert.DoesNotContain(faces[..i], b => Overlap(b, faces[i]) > 0.4f);
            Assert.All(all, f => Assert.True(faces[..kept].Any(b => b == f || (b.Score >= f.Score && Overlap(b, f) > 0.4f)), $"seed {seed}"));
            // Blending moves boxes, and changes neither how many there are nor their scores.
            Assert.Equal(kept, FaceSuppression.Blend(blended, 0.4f));
            Assert.Equal(faces[..kept].Select(f => f.Score), blended[..kept].Select(f => f.Score));
        }
    }

    [Fact]
    public void A_piece_of_a_face_goes_and_the_neighbour_stays()
    {
        FaceDetection whole = new(new BoundingBox(0.2f, 0.2f, 0.2f, 0.2f), 0.9f, default);
        FaceDetection piece = new(new BoundingBox(0.2f, 0.2f, 0.1f, 0.1f), 0.8f, default), neighbour = new(new BoundingBox(0.38f, 0.2f, 0.2f, 0.2f), 0.7f, default);
        FaceDetection[] faces = [neighbour, piece, whole];
        Assert.Equal(2, FaceSuppression.KeepUncontained(faces, 0.6f));
        Assert.Equal([whole, neighbour], faces[..2]);
    }

    private static float Overlap(FaceDetection a, FaceDetection b) => BoundingBox.IntersectionOverUnion(a.Box, b.Box);

    private static FaceDetection At(float x, float score) => new(new BoundingBox(x, 0.2f, 0.1f, 0.2f), score, default);
}
