using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Faces;

namespace SafeCity.Edge.Inference.Tests.Recognition.Faces;

public class BestFaceTests
{
    private static readonly FaceDetection Face = new(new BoundingBox(0.3f, 0.3f, 0.1f, 0.1f), 0.9f, default);

    private readonly BestFace _best = new();
    private long _time;

    [Fact]
    public void A_face_that_is_a_little_better_does_not_replace_the_best()
    {
        Assert.True(Offer(0.5f));
        Assert.False(Offer(0.54f));
        Assert.True(Offer(0.56f));
        Assert.Equal(0.56f, _best.Quality.Value, 0.001f);
        Assert.Equal(new MediaTime(3), _best.Time);
    }

    [Fact]
    public void A_whole_face_is_never_replaced_by_a_cut_one()
    {
        Assert.True(Offer(0.2f));
        Assert.False(Offer(0.9f, isCut: true));
        Assert.False(_best.Quality.IsCut);
    }

    [Fact]
    public void A_cut_face_is_replaced_by_a_better_whole_one()
    {
        Assert.True(Offer(0.2f, isCut: true));
        Assert.True(Offer(0.4f));
        Assert.False(_best.Quality.IsCut);
    }

    [Fact]
    public void No_face_is_no_best_face()
    {
        Assert.False(_best.Offer(MediaTime.Zero, default, All(1)));
        Assert.False(_best.HasFace);
        Offer(0.5f);
        Assert.True(_best.HasFace);
        _best.Clear();
        Assert.False(_best.HasFace);
    }

    [Fact]
    public void The_best_of_any_sequence_is_within_the_hysteresis_of_the_best_whole_one()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            _best.Clear();
            float most = 0;
            bool whole = false;
            for (int i = 0; i < 40; i++)
            {
                float value = 0.05f + (0.9f * random.NextSingle());
                bool cut = random.Next(3) == 0;
                Offer(value, cut);
                if (!cut) most = Math.Max(most, value);
                // A whole face that is not better than the cut one before does not end its turn.
                whole |= !_best.Quality.IsCut;
            }
            if (whole) Assert.True(_best.Quality.Value * BestFace.Hysteresis >= most * 0.999f && !_best.Quality.IsCut, $"seed {seed}: {_best.Quality} of {most}");
        }
    }

    private bool Offer(float value, bool isCut = false) => _best.Offer(new MediaTime(++_time), Face, All(value) with { IsCut = isCut });

    private static FaceQuality All(float value) => new(value, value, value, value, value, value);
}
