using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Tests.KeyFrames;
using SafeCity.Edge.Agent.Tests.Privacy;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Attributes;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Tests.Pipeline;

public sealed class TrackReporterTests : IDisposable
{
    private readonly SightScene _scene = new();
    private readonly KeyFrameEncoder _encoder = SightScene.Encoder();
    private readonly BestShotRecorder _shots;

    public TrackReporterTests() => _shots = new BestShotRecorder(_encoder);
    private readonly List<Fact> _facts = [];

    public void Dispose()
    {
        _encoder.Dispose();
        _scene.Dispose();
    }

    [Fact]
    public void A_track_becomes_an_event_with_its_times_its_path_and_its_best_picture()
    {
        // Ten frames to the right; the best sighting is the sixth.
        for (int i = 0; i < 10; i++) Show(SightScene.Seen(0.2f + (0.01f * i), 0.3f, i == 5 ? 0.9f : 0.6f));
        Fact fact = EndAndReport();

        Assert.Equal(("cam7", "track"), (fact.Camera, fact.Type));
        Assert.Equal(7, Guid.Parse(fact.Subject).Version);
        Assert.Equal(SightScene.WallOfZero.AddMilliseconds(500), fact.Time);
        EventData data = fact.Data;
        Assert.Equal((fact.Time, SightScene.Width, SightScene.Height, 5L),
            (data.Frame!.Time, data.Frame.Width, data.Frame.Height, data.Frame.Number));
        Assert.Equal(new EventModel("card", "3", "ab12"), data.Model);
        Assert.Equal((1L, "Person"), (data.Object!.Id, Assert.Single(data.Object.Classes).Type));
        Assert.Equal(0.9, data.Object.Classes[0].Score, 5);
        EventBox box = data.Object.Box;
        Assert.Equal((0.25, 0.3, 0.1, 0.3), (Rounded(box.X), Rounded(box.Y), Rounded(box.Width), Rounded(box.Height)));
        Assert.Equal((SightScene.WallOfZero, SightScene.WallOfZero.AddMilliseconds(900)), (data.Track!.Start, data.Track.End));
        Assert.Equal(("end-of-stream", 10), (data.Track.EndReason, data.Track.Hits));
        Assert.Equal((0, 0.9), (data.Track.Path[0].T, Rounded(data.Track.Path[^1].T)));
        Assert.True(data.Track.Path[^1].X > data.Track.Path[0].X + 0.05);
        Assert.Equal("blurred", data.Privacy!.Faces);
        FactKeyFrame keyFrame = Assert.Single(fact.KeyFrames);
        Assert.Equal(("subject", "faces,plates", fact.Time), (keyFrame.Role, keyFrame.Masking, keyFrame.Time));
        Assert.Equal([0xff, 0xd8], keyFrame.Jpeg[..2].ToArray());
    }

    [Fact]
    public void The_particular_class_is_as_sure_as_the_sightings_agreed()
    {
        const int truck = 7;
        for (int i = 0; i < 10; i++) Show(SightScene.Seen(0.5f, 0.3f, 0.8f, i is 3 or 4 ? truck : SightScene.Car));
        IReadOnlyList<EventClass> classes = EndAndReport().Data.Object!.Classes;
        Assert.Equal(["Vehicle", "Car"], classes.Select(c => c.Type));
        Assert.Equal((0.8, 0.64), (Rounded(classes[0].Score), Rounded(classes[1].Score)));
    }

    [Fact]
    public void The_picture_of_an_event_is_its_own_and_not_the_recorders_buffer()
    {
        for (int i = 0; i < 4; i++) Show(SightScene.Seen(0.2f, 0.3f, 0.6f));
        Fact fact = EndAndReport();
        byte[] before = fact.KeyFrames[0].Jpeg.ToArray();
        for (int i = 0; i < 4; i++) Show(SightScene.Seen(0.6f, 0.3f, 0.6f));
        Assert.Equal(before, fact.KeyFrames[0].Jpeg.ToArray());
    }

    [Fact]
    public void A_track_without_a_shot_is_still_an_event()
    {
        for (int i = 0; i < 4; i++) Show(SightScene.Seen(0.2f, 0.3f, 0.6f));
        _shots.Drop(1);
        Fact fact = EndAndReport();
        Assert.Empty(fact.KeyFrames);
        Assert.Equal(3, fact.Data.Frame!.Number);
    }

    [Fact]
    public void A_face_that_was_seen_is_an_event_of_its_own_about_the_same_track_and_without_a_picture()
    {
        for (int i = 0; i < 4; i++) Show(SightScene.Seen(0.2f, 0.3f, 0.6f));
        TrackNotes notes = new() { FaceFrame = _scene.Stamp };
        FaceLandmarks marks = new(LandmarkSet.MouthCenter, new(0.22f, 0.32f), new(0.24f, 0.32f), new(0.23f, 0.33f), new(0.23f, 0.34f), new(0.23f, 0.34f));
        Assert.True(notes.Face.Offer(_scene.Stamp.Media, new FaceDetection(new(0.21f, 0.3f, 0.04f, 0.05f), 0.9f, marks), new(0.5f, 0.5f, 1, 1, 1, 0.9f)));
        notes.Colors.Add([new ObjectColor(ColorName.Red, 200, 10, 20, 0.8f)], 1);
        notes.LowerColors.Add([new ObjectColor(ColorName.Black, 9, 9, 9, 0.7f)], 1);
        _scene.Tracker.Flush(_scene.Stamp.Media);
        Report(notes);

        Assert.Equal(["face", "track"], _facts.Select(f => f.Type));
        Assert.Equal(_facts[1].Subject, _facts[0].Subject);
        Assert.Empty(_facts[0].KeyFrames);
        EventFace face = _facts[0].Data.Face!;
        Assert.Equal(("faces", 0.9), (_facts[0].Data.Model!.Name, Rounded(face.Score)));
        Assert.Equal(["rightEye", "leftEye", "nose", "mouth"], face.Landmarks!.Select(l => l.Name));
        Assert.InRange(face.Pose!.Yaw, -10, 10);
        EventAttributes looks = _facts[1].Data.Object!.Attributes!;
        Assert.Null(looks.Colors);
        Assert.Equal(("red", "black"), (Assert.Single(looks.UpperClothing!).Name, Assert.Single(looks.LowerClothing!).Name));
    }

    [Theory]
    [InlineData("person", "Person")]
    [InlineData("car", "Vehicle/Car")]
    [InlineData("traffic light", "Traffic light")]
    public void Labels_have_names_on_the_wire(string label, string names) =>
        Assert.Equal(names, string.Join('/', ObjectClass.WireNames(label)));

    private void Show(Detection detection)
    {
        _scene.Show(detection);
        _shots.Consider(_scene.View, _scene.Stamp, _scene.Sight);
    }

    private Fact EndAndReport()
    {
        _scene.Tracker.Flush(_scene.Stamp.Media);
        Report(null);
        return Assert.Single(_facts);
    }

    private void Report(TrackNotes? notes) =>
        new TrackReporter("cam7", Card, Card with { Name = "faces" }, CameraMaskingTests.Usual, _encoder.Budget, _facts.Add).Report(Assert.Single(_scene.Tracker.Ended), _shots, notes, _scene.Stamp);

    private static double Rounded(double value) => Math.Round(value, 3);

    private static ModelCard Card { get; } = new()
    {
        Name = "card",
        Version = "3",
        File = "card.onnx",
        Sha256 = "ab12",
        Source = "here",
        Licence = "Apache-2.0",
        Task = "object-detection",
        Decoder = "centernet",
        Input = new ModelInput { Name = "image", Layout = "nhwc", Width = 256, Height = 256, Channels = "rgb" },
        Outputs = [],
        Labels = ["person", "bicycle", "car", "motorcycle", "airplane", "bus", "train", "truck"],
        ScoreThreshold = 0.25f,
    };
}
