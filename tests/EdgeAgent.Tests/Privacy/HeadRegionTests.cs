using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Privacy;

public sealed class HeadRegionTests
{
    [Fact]
    public void The_head_of_a_standing_person_is_the_upper_quarter_and_a_little_above()
    {
        // 40 x 110 pixels in a frame of 768 x 576.
        BoundingBox head = HeadRegion.Of(new BoundingBox(0.5f, 0.4f, 40 / 768f, 110 / 576f), 768f / 576f);
        Assert.True(head.Y < 0.4f);
        Assert.InRange(head.Bottom * 576, (0.4f * 576) + 28, (0.4f * 576) + 34);
        Assert.Equal(0.5f, head.X);
        Assert.Equal(40 / 768f, head.Width, 4);
    }

    [Fact]
    public void In_a_wide_box_the_head_is_taken_to_be_larger()
    {
        // A sitting or cut person: 100 x 120 pixels. The face alone may be half of that.
        BoundingBox head = HeadRegion.Of(new BoundingBox(0.2f, 0.2f, 100 / 1000f, 120 / 1000f), 1);
        Assert.InRange((head.Bottom - 0.2f) * 1000, 70, 120);
    }

    [Fact]
    public void A_head_at_the_upper_edge_stays_in_the_frame()
    {
        BoundingBox head = HeadRegion.Of(new BoundingBox(0, 0, 0.1f, 0.5f), 1.5f);
        Assert.Equal(0, head.Y);
        Assert.True(head.Height > 0.1f);
    }
}
