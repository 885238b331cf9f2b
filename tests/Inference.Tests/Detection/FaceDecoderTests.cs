using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Detection.Decoders;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Detection;

public class FaceDecoderTests
{
    private const float Tolerance = 1e-5f;
    private static readonly LetterboxTransform Parts256 = new(1f / 256, 1f / 256, 0, 0);
    private static readonly LetterboxTransform Parts64 = new(1f / 64, 1f / 64, 0, 0);
    private static readonly DetectorLimits Limits = new(0.5f, 0.3f);

    private readonly FaceDetection[] _found = new FaceDetection[16];

    [Fact]
    public void A_blazeface_anchor_becomes_a_face_round_its_cell()
    {
        float[] scores = Filled(512, -10), values = new float[512 * 16];
        // Row 3, column 5, second anchor: the cell's centre is (88, 56).
        int anchor = (((3 * 16) + 5) * 2) + 1;
        scores[anchor] = 2;
        float[] v = [8, 4, 32, 48, -6, -5, 7, -4, 1, 2, 0, 9, -20, 0, 20, 0];
        v.CopyTo(values, anchor * 16);
        FaceDetection face = Assert.Single(BlazeFace(scores, values, 16));
        Assert.Equal(1 / (1 + MathF.Exp(-2)), face.Score, Tolerance);
        AssertBox(new BoundingBox(80 / 256f, 36 / 256f, 32 / 256f, 48 / 256f), face.Box);
        AssertPoint(82, 51, 256, face.Landmarks.RightEye);
        AssertPoint(95, 52, 256, face.Landmarks.LeftEye);
        AssertPoint(89, 58, 256, face.Landmarks.Nose);
        AssertPoint(88, 65, 256, face.Landmarks.MouthCenter);
        Assert.Equal(LandmarkSet.MouthCenter, face.Landmarks.Set);
    }

    [Fact]
    public void The_coarse_blazeface_grid_has_six_anchors_a_cell()
    {
        float[] scores = Filled(384, -10), values = new float[384 * 16];
        // Row 7, column 2, last anchor: the cell's centre is (80, 240).
        int anchor = (((7 * 8) + 2) * 6) + 5;
        scores[anchor] = 5;
        (values[(anchor * 16) + 2], values[(anchor * 16) + 3]) = (16, 16);
        FaceDetection face = Assert.Single(BlazeFace(scores, values, 8));
        AssertBox(new BoundingBox(72 / 256f, 232 / 256f, 16 / 256f, 16 / 256f), face.Box);
    }

    [Fact]
    public void Blazeface_anchors_on_one_face_are_blended_by_their_scores()
    {
        float[] scores = Filled(512, -10), values = new float[512 * 16];
        // Both anchors of one cell, centre (8, 8) shifted by 40; the second one by 4 pixels more.
        scores[0] = MathF.Log(0.9f / 0.1f);
        scores[1] = MathF.Log(0.6f / 0.4f);
        float[] first = [40, 40, 40, 40, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0], second = [44, 40, 40, 40, 5, 0, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        first.CopyTo(values, 0);
        second.CopyTo(values, 16);
        FaceDetection face = Assert.Single(BlazeFace(scores, values, 16));
        Assert.Equal(0.9f, face.Score, Tolerance);
        // 0.9 and 0.6: two fifths of the 4 pixels, and of the 5.
        Assert.Equal((28 + 1.6f) / 256, face.Box.X, Tolerance);
        Assert.Equal((8 + 2f) / 256, face.Landmarks.RightEye.X, Tolerance);
    }

    [Fact]
    public void A_yunet_cell_becomes_a_face()
    {
        YuNetDecoder decoder = new(64, 64);
        float[] cls = new float[16], obj = new float[16], boxes = new float[64], points = new float[160];
        // Stride 16, row 2, column 1.
        int cell = (2 * 4) + 1;
        (cls[cell], obj[cell]) = (0.9f, 0.4f);
        float[] b = [0.5f, -0.25f, MathF.Log(1.5f), MathF.Log(2)], k = [0.1f, 0, 0.9f, 0, 0.5f, 0.5f, 0.2f, 1, 0.8f, 1];
        b.CopyTo(boxes, cell * 4);
        k.CopyTo(points, cell * 10);
        decoder.Begin();
        decoder.Scan(new YuNetLevel(16, cls, obj, boxes, points), Parts64, 0.5f);
        Assert.Equal(1, decoder.End(Limits, _found));
        Assert.Equal(0.6f, _found[0].Score, Tolerance);
        // Centre (24, 28), size 24 x 32.
        AssertBox(new BoundingBox(12 / 64f, 12 / 64f, 24 / 64f, 32 / 64f), _found[0].Box);
        AssertPoint(17.6f, 32, 64, _found[0].Landmarks.RightEye);
        AssertPoint(24, 40, 64, _found[0].Landmarks.Nose);
        AssertPoint(28.8f, 48, 64, _found[0].Landmarks.MouthLeft);
        Assert.Equal(LandmarkSet.MouthCorners, _found[0].Landmarks.Set);
    }

    [Fact]
    public void An_ultraface_prior_becomes_a_face_without_landmarks()
    {
        UltraFaceDecoder decoder = new(320, 240);
        float[] scores = [0.9f, 0.1f, 0.2f, 0.8f, 0.4f, 0.6f], boxes = [0, 0, 0.1f, 0.1f, 0.2f, 0.3f, 0.4f, 0.6f, 0.21f, 0.3f, 0.41f, 0.6f];
        Assert.Equal(1, decoder.Decode(scores, boxes, new LetterboxTransform(1f / 320, 1f / 240, 0, 0), Limits, _found));
        Assert.Equal((0.8f, LandmarkSet.None), (_found[0].Score, _found[0].Landmarks.Set));
        AssertBox(new BoundingBox(0.2f, 0.3f, 0.2f, 0.3f), _found[0].Box);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Scores_that_are_no_numbers_are_refused(float bad)
    {
        float[] scores = Filled(512, -10);
        scores[300] = bad;
        Assert.Throws<ModelOutputException>(() => BlazeFace(scores, new float[512 * 16], 16));
        float[] probabilities = new float[16];
        probabilities[3] = bad;
        Assert.Throws<ModelOutputException>(() => ScanYuNet(probabilities, new float[64], new float[160]));
        Assert.Throws<ModelOutputException>(() => new UltraFaceDecoder(320, 240).Decode([1, 0, 0, bad], new float[8], Parts256, Limits, _found));
    }

    [Theory]
    [InlineData(1.5f)]
    [InlineData(-0.5f)]
    public void Probabilities_outside_of_0_to_1_are_refused(float bad)
    {
        float[] probabilities = new float[16];
        probabilities[15] = bad;
        Assert.Throws<ModelOutputException>(() => ScanYuNet(probabilities, new float[64], new float[160]));
        Assert.Throws<ModelOutputException>(() => new UltraFaceDecoder(320, 240).Decode([1, bad], new float[4], Parts256, Limits, _found));
    }

    [Fact]
    public void Coordinates_that_are_no_numbers_are_refused()
    {
        float[] scores = Filled(512, -10), values = new float[512 * 16];
        scores[7] = 3;
        values[(7 * 16) + 8] = float.NaN;
        Assert.Throws<ModelOutputException>(() => BlazeFace(scores, values, 16));
        float[] sure = Filled(16, 1), boxes = new float[64];
        boxes[2] = float.PositiveInfinity;
        Assert.Throws<ModelOutputException>(() => ScanYuNet(sure, boxes, new float[160]));
        Assert.Throws<ModelOutputException>(() => new UltraFaceDecoder(320, 240).Decode([0, 1], [0, 0, float.NaN, 1], Parts256, Limits, _found));
    }

    [Fact]
    public void Tensors_of_two_lengths_that_do_not_go_together_are_refused() =>
        Assert.Throws<ModelOutputException>(() => new UltraFaceDecoder(320, 240).Decode([0, 1], [0, 0, 1], Parts256, Limits, _found));

    [Fact]
    public void A_flood_of_faces_is_bounded_and_the_best_come_first()
    {
        Random random = new(1);
        float[] scores = new float[2 * 4420], boxes = new float[4 * 4420];
        for (int i = 0; i < 4420; i++)
        {
            scores[(2 * i) + 1] = 0.5f + (random.Next(1000) / 2000f);
            (boxes[4 * i], boxes[(4 * i) + 1]) = (i % 66 / 66f, i / 66 / 67f);
            (boxes[(4 * i) + 2], boxes[(4 * i) + 3]) = (boxes[4 * i] + 0.01f, boxes[(4 * i) + 1] + 0.01f);
        }
        scores[(2 * 4000) + 1] = 1;
        Assert.Equal(_found.Length, new UltraFaceDecoder(320, 240).Decode(scores, boxes, new LetterboxTransform(1f / 320, 1f / 240, 0, 0), Limits, _found));
        Assert.Equal(1, _found[0].Score);
    }

    private FaceDetection[] BlazeFace(float[] scores, float[] values, int grid)
    {
        BlazeFaceDecoder decoder = new(256, 256);
        decoder.Begin();
        decoder.Scan(scores, values, grid, Parts256, Limits.ScoreThreshold);
        return _found[..decoder.End(Limits, _found)];
    }

    private static void ScanYuNet(float[] scores, float[] boxes, float[] points)
    {
        YuNetDecoder decoder = new(64, 64);
        decoder.Begin();
        decoder.Scan(new YuNetLevel(16, scores, scores, boxes, points), Parts64, 0.5f);
    }

    private static float[] Filled(int length, float value)
    {
        float[] values = new float[length];
        Array.Fill(values, value);
        return values;
    }

    private static void AssertBox(BoundingBox expected, BoundingBox box)
    {
        Assert.Equal(expected.X, box.X, Tolerance);
        Assert.Equal(expected.Y, box.Y, Tolerance);
        Assert.Equal(expected.Width, box.Width, Tolerance);
        Assert.Equal(expected.Height, box.Height, Tolerance);
    }

    private static void AssertPoint(float x, float y, float size, LandmarkPoint point)
    {
        Assert.Equal(x / size, point.X, Tolerance);
        Assert.Equal(y / size, point.Y, Tolerance);
    }
}
