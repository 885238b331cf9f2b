using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Attributes;
using SafeCity.Edge.Inference.Tests.Shared;
using Xunit.Abstractions;

namespace SafeCity.Edge.Inference.Tests.Recognition.Attributes;

public class ColorFinderTests(ITestOutputHelper output)
{
    private static readonly BoundingBox Car = new(0.3f, 0.5f, 0.4f, 0.35f);
    private static readonly (double R, double G, double B)[] Lights = [(1, 1, 1), (1.18, 1, 0.78), (0.82, 1, 1.2), (0.95, 1.05, 0.9)];

    private readonly ColorFinder _finder = new();
    private readonly ObjectColor[] _colors = new ObjectColor[3];

    public static TheoryData<int, ColorName> Paints => new()
    {
        { 0x151517, ColorName.Black }, { 0x888a8c, ColorName.Gray }, { 0xeceeef, ColorName.White }, { 0xb01822, ColorName.Red },
        { 0x7c1218, ColorName.Red }, { 0xe8701a, ColorName.Orange }, { 0x5d3a24, ColorName.Brown }, { 0xd2c2a0, ColorName.Beige },
        { 0xf0d020, ColorName.Yellow }, { 0x1f6b34, ColorName.Green }, { 0x1f9a9a, ColorName.Cyan }, { 0x1c3f94, ColorName.Blue },
        { 0x1d2a4f, ColorName.Blue }, { 0x6a2c8a, ColorName.Purple }, { 0xe88cb0, ColorName.Pink },
    };

    [Theory]
    [MemberData(nameof(Paints))]
    public void The_paint_of_a_car_is_named_whatever_the_light(int rgb, ColorName expected)
    {
        foreach ((double, double, double) light in Lights)
        {
            DrawnScene scene = new DrawnScene(320, 240, seed: 7) { Light = light }.PaintStreet().PaintCar(Car, rgb).Expose();
            int count = _finder.Find(scene.View, ObjectPart.Vehicle(Car), _colors);
            output.WriteLine($"{light}: {string.Join(", ", _colors.Take(count))}");
            Assert.True(count > 0, $"{rgb:x6} under {light}: no colour");
            Assert.True(expected == _colors[0].Name, $"{rgb:x6} under {light}: {string.Join(", ", _colors.Take(count))}");
        }
    }

    [Theory]
    [InlineData(0xc02020, 0x1c3f94, ColorName.Red, ColorName.Blue)]
    [InlineData(0xf0f0f0, 0x151517, ColorName.White, ColorName.Black)]
    [InlineData(0x1f6b34, 0xd2c2a0, ColorName.Green, ColorName.Beige)]
    public void Jacket_and_trousers_are_told_apart(int jacket, int trousers, ColorName upper, ColorName lower)
    {
        BoundingBox person = new(0.4f, 0.2f, 0.15f, 0.6f);
        DrawnScene scene = new DrawnScene(320, 240, seed: 3).PaintStreet()
            .Paint(new BoundingBox(0.45f, 0.2f, 0.05f, 0.09f), 0xc09070).Paint(new BoundingBox(0.42f, 0.29f, 0.11f, 0.22f), jacket)
            .Paint(new BoundingBox(0.43f, 0.51f, 0.09f, 0.28f), trousers).Expose();
        Assert.True(_finder.Find(scene.View, ObjectPart.UpperClothing(person, 320f / 240), _colors) > 0);
        Assert.Equal(upper, _colors[0].Name);
        Assert.True(ObjectPart.TryLowerClothing(person, 320f / 240, out ObjectPart legs));
        Assert.True(_finder.Find(scene.View, legs, _colors) > 0);
        Assert.Equal(lower, _colors[0].Name);
    }

    [Fact]
    public void Legs_that_the_frame_cuts_off_have_no_colour() =>
        Assert.False(ObjectPart.TryLowerClothing(new BoundingBox(0.4f, 0.4f, 0.2f, 0.6f), 1.5f, out _));

    [Fact]
    public void An_infrared_picture_has_no_colours()
    {
        // Lit by one colour and seen by a sensor that does not tell colours apart: grey with a cast.
        DrawnScene scene = new DrawnScene(320, 240, seed: 1) { Light = (1.03, 1, 0.96), Noise = 4 }
            .Paint(new BoundingBox(0, 0, 1, 1), 0x606060).Paint(new BoundingBox(0, 0.3f, 1, 0.3f), 0x909090).PaintCar(Car, 0xb0b0b0).Expose();
        Assert.Equal(0, _finder.Find(scene.View, ObjectPart.Vehicle(Car), _colors));
    }

    [Fact]
    public void A_dark_night_has_no_colours()
    {
        DrawnScene scene = new DrawnScene(320, 240, seed: 1) { Light = (0.004, 0.004, 0.004) }.PaintStreet().PaintCar(Car, 0xc02020).Expose();
        Assert.Equal(0, _finder.Find(scene.View, ObjectPart.Vehicle(Car), _colors));
    }

    [Fact]
    public void A_grey_frame_has_no_colours()
    {
        byte[] luma = new byte[64 * 64];
        new Random(5).NextBytes(luma);
        ImageView image = new(PixelLayout.Gray8, 64, 64, fullRange: true, ColorMatrix.Bt601, luma, 64, [], [], 0);
        Assert.Equal(0, _finder.Find(image, new BoundingBox(0, 0, 1, 1), _colors));
    }

    [Fact]
    public void Boxes_outside_and_boxes_of_nothing_have_no_colours()
    {
        DrawnScene scene = new DrawnScene(320, 240, seed: 1).PaintStreet().Expose();
        foreach (BoundingBox box in new[] { new BoundingBox(1.2f, 0.1f, 0.2f, 0.2f), new BoundingBox(0.5f, 0.5f, 0, 0.2f), new BoundingBox(0.5f, 0.5f, 0.01f, 0.01f), new BoundingBox(float.NaN, 0, 1, 1) })
            Assert.Equal(0, _finder.Find(scene.View, box, _colors));
    }

    [Fact]
    public void Semi_planar_and_planar_pictures_give_the_same_colours()
    {
        DrawnScene scene = new DrawnScene(320, 240, seed: 9).PaintStreet().PaintCar(Car, 0x1c3f94).Expose();
        ImageView planar = scene.View;
        byte[] pairs = new byte[planar.U.Length * 2];
        for (int i = 0; i < planar.U.Length; i++) (pairs[2 * i], pairs[(2 * i) + 1]) = (planar.U[i], planar.V[i]);
        ImageView semiPlanar = new(PixelLayout.Nv12, 320, 240, fullRange: false, ColorMatrix.Bt709, planar.Y, 320, pairs, [], 320);
        ObjectColor[] other = new ObjectColor[3];
        int count = _finder.Find(planar, ObjectPart.Vehicle(Car), _colors);
        Assert.Equal(count, _finder.Find(semiPlanar, ObjectPart.Vehicle(Car), other));
        Assert.Equal(_colors.Take(count), other.Take(count));
    }

    [Fact]
    public void Finding_allocates_nothing()
    {
        DrawnScene scene = new DrawnScene(320, 240, seed: 9).PaintStreet().PaintCar(Car, 0x1c3f94).Expose();
        ColorVotes votes = new();
        Assert.True(_finder.Find(scene.View, ObjectPart.Vehicle(Car), _colors) > 0);
        votes.Add(_colors, 1);
        AllocationCheck allocations = AllocationCheck.Start();
        int count = _finder.Find(scene.View, ObjectPart.Vehicle(Car), _colors);
        votes.Add(_colors.AsSpan(0, count), 1);
        votes.Result(_colors);
        allocations.AssertNone();
    }

    [SkippableFact]
    public async Task A_real_clip_without_colour_has_no_colours()
    {
        string? clip = SharedData.Find("video/yolodotnet_walking.mp4");
        Skip.If(clip is null, "shared/data/video/yolodotnet_walking.mp4 is not there");
        DecodedPicture frame = await DecodedPicture.ReadAsync(clip);
        Assert.Equal(0, _finder.Find(frame.View, new BoundingBox(0.2f, 0.2f, 0.3f, 0.6f), _colors));
    }
}
