using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Detection.Decoders;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tests.Detection;

public class SsdDecoderTests
{
    private static readonly string[] Labels = ["person", "car"];
    private static readonly LetterboxTransform ToParts = new(1f / 100, 1f / 100, 0, 0);
    private static readonly DetectorLimits Limits = new(0.25f, 0.5f);

    // Two maps: 2x1 with the ratios 1 and 4 and one between, 1x1 with ratio 1 and one between; 2 * 3 + 2 anchors.
    private static readonly AnchorLayout Anchors = new()
    {
        Maps = [(2, 1), (1, 1)],
        Scales = [0.25f, 0.36f, 0.64f],
        AspectRatios = [1, 4, 1],
        RatioCounts = [2, 1],
        BetweenAt = 1,
    };

    private readonly float[] _offsets = new float[8 * 4];
    private readonly float[] _scores = new float[8 * 3];
    private readonly DetectedObject[] _found = new DetectedObject[8];

    [Fact]
    public void Anchors_are_those_computed_by_hand()
    {
        (float X, float Y, float Width, float Height)[] anchors = AnchorGrid.Build(Anchors);
        (float, float, float, float)[] expected =
        [
            (0.25f, 0.5f, 0.25f, 0.25f), (0.25f, 0.5f, 0.3f, 0.3f), (0.25f, 0.5f, 0.5f, 0.125f),
            (0.75f, 0.5f, 0.25f, 0.25f), (0.75f, 0.5f, 0.3f, 0.3f), (0.75f, 0.5f, 0.5f, 0.125f),
            (0.5f, 0.5f, 0.36f, 0.36f), (0.5f, 0.5f, 0.48f, 0.48f),
        ];
        Assert.Equal(expected.Length, anchors.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            (float x, float y, float width, float height) = expected[i];
            Boxes.AssertClose(new BoundingBox(x, y, width, height), new BoundingBox(anchors[i].X, anchors[i].Y, anchors[i].Width, anchors[i].Height));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_anchor_moves_and_grows_by_its_offsets_and_variances(bool yFirst)
    {
        // Anchor 3: centre (0.75, 0.5), side 0.25; moved by 1 * 0.1 * 0.25 to the right and 2 * 0.1 * 0.25 down, twice as wide.
        float grow = MathF.Log(2) / 0.2f;
        Set(3, yFirst ? [2, 1, 0, grow] : [1, 2, grow, 0], 0.1f, 0.2f, 0.7f);
        Assert.Equal(1, Decode(new SsdLayout { Anchors = Anchors, YFirst = yFirst }));
        Assert.Equal((1, 0.7f), (_found[0].ClassId, _found[0].Score));
        Boxes.AssertClose(new BoundingBox(0.525f, 0.425f, 0.475f, 0.25f), _found[0].Box);
    }

    [Fact]
    public void The_background_is_no_object_wherever_it_stands()
    {
        Set(0, [0, 0, 0, 0], 0.9f, 0.05f, 0.04f);
        Set(3, [0, 0, 0, 0], 0.3f, 0.1f, 0.6f);
        Assert.Equal(1, Decode(new SsdLayout { Anchors = Anchors }));
        Assert.Equal((1, 0.6f), (_found[0].ClassId, _found[0].Score));
        Assert.Equal(2, Decode(new SsdLayout { Anchors = Anchors, Background = 2 }));
        Assert.Equal([(0, 0.9f), (0, 0.3f)], _found[..2].Select(d => (d.ClassId, d.Score)));
    }

    [Fact]
    public void Logits_go_through_softmax_or_sigmoid()
    {
        float[] logits = [0, MathF.Log(3), 0];
        Set(0, [0, 0, 0, 0], logits);
        for (int i = 1; i < 8; i++) Set(i, [0, 0, 0, 0], 50, -50, -50);
        Assert.Equal(1, Decode(new SsdLayout { Anchors = Anchors, Activation = ScoreActivation.Softmax }));
        Assert.Equal(0.6f, _found[0].Score, 1e-6f);
        Assert.Equal(1, Decode(new SsdLayout { Anchors = Anchors, Activation = ScoreActivation.Sigmoid }));
        Assert.Equal(0.75f, _found[0].Score, 1e-6f);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-0.5f)]
    [InlineData(1.5f)]
    public void A_score_that_is_no_probability_is_an_error(float score)
    {
        _scores[^1] = score;
        Assert.Throws<ModelOutputException>(() => Decode(new SsdLayout { Anchors = Anchors }));
    }

    [Theory]
    [InlineData(float.NaN, 0f)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(1000f, 0.9f)]
    public void An_offset_that_leads_nowhere_is_an_error(float offset, float score)
    {
        _offsets[2] = offset;
        _scores[1] = score;
        Assert.Throws<ModelOutputException>(() => Decode(new SsdLayout { Anchors = Anchors }));
    }

    [Fact]
    public void Decoding_allocates_nothing()
    {
        for (int i = 0; i < 8; i++) Set(i, [0, 0, 0, 0], 0.1f, 3, 0.4f);
        SsdDecoder decoder = new(Labels, 100, 100, new SsdLayout { Anchors = Anchors, Activation = ScoreActivation.Softmax });
        decoder.Decode(_offsets, _scores, ToParts, Limits, _found);
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 100; i++) decoder.Decode(_offsets, _scores, ToParts, Limits, _found);
        allocations.AssertNone();
    }

    private int Decode(SsdLayout layout) => new SsdDecoder(Labels, 100, 100, layout).Decode(_offsets, _scores, ToParts, Limits, _found);

    private void Set(int anchor, float[] offsets, params ReadOnlySpan<float> scores)
    {
        offsets.CopyTo(_offsets.AsSpan(anchor * 4));
        scores.CopyTo(_scores.AsSpan(anchor * 3));
    }
}
