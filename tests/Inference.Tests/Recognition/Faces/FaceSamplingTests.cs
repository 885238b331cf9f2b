using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Faces;

namespace SafeCity.Edge.Inference.Tests.Recognition.Faces;

public class FaceSamplingTests
{
    private static readonly BoundingBox Near = new(0.4f, 0.2f, 0.1f, 0.6f);
    private static readonly BoundingBox Far = new(0.4f, 0.2f, 0.01f, 0.06f);

    private readonly FaceSampling _sampling = new();

    [Fact]
    public void A_head_that_is_too_small_is_never_due()
    {
        Assert.False(Due(0, Far));
        Assert.True(Due(0, Near));
    }

    [Fact]
    public void Looks_are_an_interval_apart_and_a_good_face_is_looked_at_seldom()
    {
        Looked(0, 0.4f, found: true);
        Assert.False(Due(0.39));
        Assert.True(Due(0.4));
        Looked(0.4, 0.8f, found: true);
        Assert.False(Due(2.3));
        Assert.True(Due(2.4));
    }

    [Fact]
    public void Somebody_who_shows_no_face_is_looked_at_ever_more_seldom()
    {
        double now = 0;
        List<double> waits = [];
        for (int i = 0; i < 5; i++)
        {
            Looked(now, 0, found: false);
            double wait = Enumerable.Range(1, 100).Select(k => k / 20.0).First(w => Due(now + w));
            waits.Add(wait);
            now += wait;
        }
        Assert.Equal([0.4, 0.8, 1.6, 2, 2], waits);
        Looked(now, 0.3f, found: true);
        Assert.True(Due(now + 0.4));
    }

    [Fact]
    public void The_number_of_looks_does_not_depend_on_the_frame_rate()
    {
        int[] counts = [.. new[] { 5, 25, 50 }.Select(rate =>
        {
            _sampling.Clear();
            int looks = 0;
            for (int frame = 0; frame < 20 * rate; frame++)
            {
                double now = (double)frame / rate;
                if (!Due(now)) continue;
                looks++;
                Looked(now, 0.4f, found: true);
            }
            return looks;
        })];
        Assert.All(counts, c => Assert.Equal(50, c));
    }

    private bool Due(double seconds, BoundingBox? box = null) => _sampling.IsDue(At(seconds), box ?? Near, 1280, 720);

    private void Looked(double seconds, float quality, bool found) => _sampling.Looked(At(seconds), quality, found);

    private static MediaTime At(double seconds) => new((long)Math.Round(seconds * 1e9));
}
