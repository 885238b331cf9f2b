using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Faces;

namespace SafeCity.Edge.Inference.Tests.Recognition.Faces;

public class FaceFinderTests
{
    private const int Width = 1280;
    private const int Height = 720;
    private static readonly byte[] Luma = new byte[Width * Height];

    private readonly FaceDetection[] _faces = new FaceDetection[32];

    private static ImageView Image => new(PixelLayout.Gray8, Width, Height, fullRange: true, ColorMatrix.Bt601, Luma, Width, [], [], 0);

    [Fact]
    public void Each_person_gets_the_face_that_is_theirs()
    {
        // Two who stand close, the second one's face in the first one's crop, and one who turns her back.
        BoundingBox[] persons = [Pixels(200, 200, 100, 300), Pixels(270, 210, 100, 290), Pixels(800, 100, 120, 360)];
        DrawnFaces drawn = new(Raw(235, 215, 30, 30), Raw(305, 225, 30, 30));
        Assert.Equal(2, new FaceFinder(drawn).Find(Image, persons, _faces));
        Assert.Equal(235f / Width, _faces[0].Box.X, 0.001f);
        Assert.Equal(305f / Width, _faces[1].Box.X, 0.001f);
        Assert.False(_faces[2].IsFound);
        Assert.Equal(3, drawn.Regions.Count);
    }

    [Fact]
    public void The_order_of_the_persons_does_not_matter()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            Random random = new(seed);
            BoundingBox[] persons = [.. Enumerable.Range(0, 8).Select(_ => Pixels(random.Next(1100), random.Next(400), 60 + random.Next(60), 200 + random.Next(100)))];
            BoundingBox[] heads = [.. persons.Where(_ => random.Next(4) > 0).Select(p => Raw((p.CenterX * Width) - 15, (p.Y * Height) + 10, 30, 30))];
            FaceFinder finder = new(new DrawnFaces(heads));
            int[] order = [.. Enumerable.Range(0, persons.Length)];
            random.Shuffle(order);
            FaceDetection[] found = new FaceDetection[8], shuffled = new FaceDetection[8];
            Assert.Equal(finder.Find(Image, persons, found), finder.Find(Image, [.. order.Select(i => persons[i])], shuffled));
            for (int i = 0; i < 8; i++) Assert.True(found[order[i]] == shuffled[i], $"seed {seed}");
        }
    }

    [Fact]
    public void A_face_is_given_to_one_person_only()
    {
        BoundingBox[] persons = [Pixels(200, 200, 100, 300), Pixels(205, 205, 100, 300)];
        Assert.Equal(1, new FaceFinder(new DrawnFaces(Raw(238, 220, 30, 30))).Find(Image, persons, _faces));
    }

    [Fact]
    public void A_face_at_the_feet_is_not_that_of_the_person() =>
        Assert.Equal(0, new FaceFinder(new DrawnFaces(Raw(235, 420, 30, 30))).Find(Image, [Pixels(200, 200, 100, 300)], _faces));

    [Fact]
    public void Persons_far_away_and_outside_are_not_looked_at()
    {
        DrawnFaces drawn = new();
        Assert.Equal(0, new FaceFinder(drawn).Find(Image, [Pixels(200, 200, 5, 15), new BoundingBox(1.2f, 0.1f, 0.1f, 0.3f), new BoundingBox(-0.3f, -0.5f, 0.2f, 0.4f)], _faces));
        Assert.Empty(drawn.Regions);
    }

    [Fact]
    public void Small_faces_are_found_in_a_picture_once_each_and_large_ones_too()
    {
        // In the whole picture a face has to have 120 pixels to be seen.
        DrawnFaces drawn = new(Raw(30, 30, 16, 16), Raw(640, 355, 18, 18), Raw(1262, 702, 17, 17), Raw(200, 300, 60, 60), Raw(800, 100, 400, 500));
        FaceFinder finder = new(drawn);
        Assert.Equal(5, finder.FindInPicture(Image, _faces));
        Assert.Equal(drawn.Regions.Count, finder.LastRuns);
        Assert.InRange(finder.LastRuns, 20, 100);
    }

    [Fact]
    public void Without_persons_the_whole_picture_is_searched() =>
        Assert.Equal(1, new FaceFinder(new DrawnFaces(Raw(640, 355, 18, 18))).Find(Image, [], _faces));

    [Fact]
    public void The_runs_for_a_picture_are_bounded()
    {
        byte[] luma = new byte[7680 * 4320];
        ImageView image = new(PixelLayout.Gray8, 7680, 4320, fullRange: true, ColorMatrix.Bt601, luma, 7680, [], [], 0);
        DrawnFaces drawn = new();
        new FaceFinder(drawn, new FaceFinderOptions { RunsMax = 30 }).FindInPicture(image, _faces);
        Assert.InRange(drawn.Regions.Count, 5, 30);
    }

    [Fact]
    public void A_tiny_picture_is_looked_at_once()
    {
        DrawnFaces drawn = new();
        ImageView image = new(PixelLayout.Gray8, 16, 16, fullRange: true, ColorMatrix.Bt601, new byte[256], 16, [], [], 0);
        new FaceFinder(drawn).FindInPicture(image, _faces);
        Assert.Single(drawn.Regions);
    }

    [Fact]
    public void More_faces_than_there_is_room_for_leave_the_best()
    {
        BoundingBox[] crowd = [.. Enumerable.Range(0, 200).Select(i => Raw(20 + (i % 20 * 60), 20 + (i / 20 * 65), 30, 30))];
        FaceFinder finder = new(new DrawnFaces(crowd), new FaceFinderOptions { FacesMax = 40 });
        int count = finder.FindInPicture(Image, _faces);
        Assert.Equal(_faces.Length, count);
    }

    [Fact]
    public void Too_few_places_and_options_out_of_range_are_refused()
    {
        FaceFinder finder = new(new DrawnFaces());
        Assert.Throws<ArgumentException>(() => finder.Find(Image, [Pixels(0, 0, 9, 9), Pixels(0, 0, 9, 9)], _faces.AsSpan(0, 1)));
        Assert.Throws<ArgumentException>(() => new FaceFinder(new DrawnFaces(), new FaceFinderOptions { RunsMax = 0 }));
    }

    private static BoundingBox Raw(float x, float y, float width, float height) => new(x, y, width, height);

    private static BoundingBox Pixels(float x, float y, float width, float height) => new(x / Width, y / Height, width / Width, height / Height);
}
