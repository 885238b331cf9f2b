using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.KeyFrames;

public sealed class CropPlanTests
{
    public static TheoryData<float, float, float, float, int, int> Subjects => new()
    {
        { 0.4f, 0.4f, 0.05f, 0.2f, 768, 576 },
        { 0f, 0f, 0.05f, 0.2f, 768, 576 },
        { 0.97f, 0.9f, 0.03f, 0.1f, 768, 576 },
        { 0f, 0f, 1f, 1f, 1920, 1080 },
        { 0.2f, 0.1f, 0.1f, 0.85f, 1081, 1921 },
        { 0.5f, 0.5f, 0f, 0f, 640, 480 },
        { 0.1f, 0.1f, 0.5f, 0.5f, 17, 33 },
        { 0.1f, 0.1f, 0.5f, 0.5f, 7680, 4320 },
    };

    [Theory]
    [MemberData(nameof(Subjects))]
    public void The_crop_lies_inside_the_frame_on_even_pixels_and_is_never_enlarged(float x, float y, float w, float h, int width, int height)
    {
        CropPlan plan = CropPlan.Around(new BoundingBox(x, y, w, h), width, height, 640);
        Assert.True(plan.Area.X >= 0 && plan.Area.Y >= 0);
        Assert.True(plan.Area.X + plan.Area.Width <= width);
        Assert.True(plan.Area.Y + plan.Area.Height <= height);
        Assert.Equal(0, (plan.Area.X | plan.Area.Y | plan.Area.Width | plan.Area.Height | plan.Width | plan.Height) & 1);
        Assert.True(plan.Width <= plan.Area.Width && plan.Height <= plan.Area.Height);
        Assert.True(Math.Max(plan.Width, plan.Height) <= 640);
    }

    [Fact]
    public void The_subject_lies_in_the_middle_of_the_picture_where_the_frame_allows()
    {
        BoundingBox subject = new(0.45f, 0.40f, 0.06f, 0.2f);
        CropPlan plan = CropPlan.Around(subject, 1920, 1080, 640);
        PixelRectangle inPicture = plan.ToPicture(subject, 1920, 1080);
        Assert.InRange(inPicture.X + (inPicture.Width / 2), (plan.Width / 2) - 3, (plan.Width / 2) + 3);
        Assert.InRange(inPicture.Y + (inPicture.Height / 2), (plan.Height / 2) - 3, (plan.Height / 2) + 3);
    }

    [Fact]
    public void A_whole_subject_is_shown_whole()
    {
        BoundingBox subject = new(0.02f, 0.1f, 0.1f, 0.7f);
        CropPlan plan = CropPlan.Around(subject, 1280, 720, 640);
        PixelRectangle inPicture = plan.ToPicture(subject, 1280, 720);
        Assert.True(inPicture.X >= 0 && inPicture.Y >= 0 && inPicture.X + inPicture.Width <= plan.Width && inPicture.Y + inPicture.Height <= plan.Height);
    }
}
