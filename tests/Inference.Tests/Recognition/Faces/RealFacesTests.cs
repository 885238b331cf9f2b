using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Faces;
using SafeCity.Edge.Inference.Tests.Shared;
using Xunit.Abstractions;

namespace SafeCity.Edge.Inference.Tests.Recognition.Faces;

public sealed class RealFacesTests(ITestOutputHelper output) : IDisposable
{
    private const string Back = "blazeface-back-256x256";
    private const string Front = "blazeface-front-128x128";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("safecity-edge-faces-");
    private readonly FaceDetection[] _found = new FaceDetection[64];

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public async Task Blazeface_finds_most_labelled_faces_with_its_landmarks_inside()
    {
        using IDetector<FaceDetection> detector = Packaged(Back);
        (int found, int all) = await CountAsync((in ImageView image, Span<FaceDetection> faces) => detector.Detect(image, faces));
        Assert.True(found >= all * 9 / 10, $"{found} of {all} faces");
    }

    [SkippableFact]
    public async Task Tiles_find_every_labelled_face_also_in_pictures_of_half_the_size()
    {
        using IDetector<FaceDetection> detector = Packaged(Back);
        FaceFinder finder = new(detector);
        foreach (string scale in new[] { "scale=iw:ih", "scale=iw/4*2:-2" })
        {
            (int found, int all) = await CountAsync((in ImageView image, Span<FaceDetection> faces) => finder.FindInPicture(image, faces), scale);
            Assert.True(found >= all - 1, $"{scale}: {found} of {all} faces");
        }
    }

    [SkippableTheory]
    [InlineData("yunet_n_320_320.onnx", "yunet", 320, 320)]
    [InlineData("yunet_n_dynamic.onnx", "yunet", 640, 480)]
    [InlineData("ultraface_rfb_320.onnx", "ultraface", 320, 240)]
    public async Task Models_that_people_bring_along_find_most_labelled_faces(string file, string decoder, int width, int height)
    {
        using IDetector<FaceDetection> detector = Brought(file, decoder, width, height);
        (int found, int all) = await CountAsync((in ImageView image, Span<FaceDetection> faces) => detector.Detect(image, faces));
        Assert.True(found >= all * 9 / 10, $"{found} of {all} faces");
    }

    [SkippableTheory]
    [InlineData(Back, 0.5f)]
    [InlineData(Front, 0.5f)]
    public async Task A_face_that_fills_the_crop_is_found_by_both_models(string card, float share)
    {
        using IDetector<FaceDetection> detector = Packaged(card);
        int found = 0, all = 0;
        foreach ((string path, BoundingBox[] truths) in Labelled())
        {
            DecodedPicture picture = await DecodedPicture.ReadAsync(path);
            foreach (BoundingBox face in truths)
            {
                all++;
                int side = (int)(face.Width / share), x = (int)Math.Clamp(face.CenterX - (side / 2f), 0, picture.Width - 1), y = (int)Math.Clamp(face.CenterY - (side / 2f), 0, picture.Height - 1);
                PixelRectangle crop = new(x, y, Math.Min(side, picture.Width - x), Math.Min(side, picture.Height - y));
                int count = detector.Detect(picture.View, crop, _found);
                if (_found.Take(count).Any(f => IsThat(f, face, picture))) found++;
            }
        }
        output.WriteLine($"{card}: {found} of {all}");
        Assert.True(found >= all * 9 / 10, $"{card}: {found} of {all} faces");
    }

    [SkippableTheory]
    [InlineData(Back)]
    [InlineData("yunet_n_320_320.onnx")]
    public async Task Finding_allocates_nothing_once_it_has_seen_the_picture(string model)
    {
        using IDetector<FaceDetection> detector = model == Back ? Packaged(Back) : Brought(model, "yunet", 320, 320);
        FaceFinder finder = new(detector);
        (string path, BoundingBox[] truths) = Labelled()[0];
        DecodedPicture picture = await DecodedPicture.ReadAsync(path);
        BoundingBox[] persons = [.. truths.Select(t => new BoundingBox((t.X - t.Width) / picture.Width, t.Y / picture.Height, 3 * t.Width / picture.Width, 6 * t.Height / picture.Height))];
        Look();
        AllocationCheck allocations = AllocationCheck.Start();
        Look();
        allocations.AssertNone();

        void Look()
        {
            Assert.True(finder.Find(picture.View, persons, _found) > 0);
            Assert.True(finder.FindInPicture(picture.View, _found) > 0);
        }
    }

    [SkippableTheory]
    [InlineData(Back)]
    [InlineData(Front)]
    public async Task The_pose_follows_a_head_that_turns_from_left_to_right_and_back(string card)
    {
        string? clip = SharedData.Find("video/head-pose-face-detection-female.mp4");
        Skip.If(clip is null, "shared/data/video/head-pose-face-detection-female.mp4 is not there");
        using IDetector<FaceDetection> detector = Packaged(card);
        List<FacePose> poses = [];
        foreach (DecodedPicture frame in await DecodedPicture.ReadAllAsync(clip, "select='not(mod(n,4))'", 6))
        {
            Assert.Equal(1, detector.Detect(frame.View, _found));
            Assert.True(FacePose.TryEstimate(_found[0], frame.Width, frame.Height, out FacePose pose));
            poses.Add(pose);
        }
        output.WriteLine(string.Join(" | ", poses));
        // By eye: profile left, profile left, front, right, half right, front.
        Assert.True(poses[0].Yaw < -40 && poses[1].Yaw < -40, $"left: {poses[0]}, {poses[1]}");
        Assert.InRange(poses[2].Yaw, -30, 10);
        Assert.True(poses[3].Yaw > 25 && poses[4].Yaw > 15, $"right: {poses[3]}, {poses[4]}");
        Assert.InRange(poses[5].Yaw, -30, 10);
        Assert.All(poses, p => Assert.InRange(p.Roll, -12, 12));
    }

    [SkippableFact]
    public void A_card_with_its_outputs_in_another_order_is_refused()
    {
        string? models = SharedData.ModelsWith(Back + ".onnx");
        Skip.If(models is null, $"models/weights/{Back}.onnx is not there: run build/setup.sh");
        ModelCard card = ModelStore.Open(models).Find(Back);
        File.Copy(Path.Combine(models, "weights", card.File), Path.Combine(_folder.FullName, card.File));
        ModelException e = Assert.Throws<ModelException>(() => DetectorFactory.OpenFaces(Store(card with { Outputs = [.. card.Outputs.Reverse()] }), card.Name));
        Assert.Equal(ModelErrorKind.CardMismatch, e.Kind);
    }

    private delegate int Look(in ImageView image, Span<FaceDetection> faces);

    private async Task<(int Found, int All)> CountAsync(Look look, string? filter = null)
    {
        int found = 0, all = 0, extra = 0;
        foreach ((string path, BoundingBox[] truths) in Labelled())
        {
            DecodedPicture picture = await DecodedPicture.ReadAsync(path, filter);
            float scale = picture.Width / (float)(await DecodedPicture.ReadAsync(path)).Width;
            BoundingBox[] scaled = [.. truths.Select(t => new BoundingBox(t.X * scale, t.Y * scale, t.Width * scale, t.Height * scale))];
            FaceDetection[] faces = [.. _found.Take(look(picture.View, _found))];
            all += scaled.Length;
            found += scaled.Count(t => faces.Any(f => IsThat(f, t, picture)));
            extra += faces.Count(f => !scaled.Any(t => IsThat(f, t, picture)));
            foreach (FaceDetection face in faces.Where(f => f.Landmarks.Set != LandmarkSet.None)) AssertLandmarks(face);
        }
        output.WriteLine($"{found} of {all} faces, {extra} others");
        return (found, all);
    }

    // Eyes above the mouth, and all of it in the box or close to it.
    private static void AssertLandmarks(FaceDetection face)
    {
        FaceLandmarks marks = face.Landmarks;
        Assert.True((marks.RightEye.Y + marks.LeftEye.Y) / 2 < marks.MouthCenter.Y, $"{face}");
        Assert.True(marks.RightEye.X < marks.LeftEye.X, $"{face}");
        foreach (LandmarkPoint point in new[] { marks.RightEye, marks.LeftEye, marks.Nose, marks.MouthLeft, marks.MouthRight })
        {
            Assert.InRange(point.X, face.Box.X - (0.3f * face.Box.Width), face.Box.Right + (0.3f * face.Box.Width));
            Assert.InRange(point.Y, face.Box.Y - (0.3f * face.Box.Height), face.Box.Bottom + (0.3f * face.Box.Height));
        }
    }

    private static bool IsThat(FaceDetection face, BoundingBox pixels, DecodedPicture picture) => BoundingBox.IntersectionOverUnion(
        new BoundingBox(face.Box.X * picture.Width, face.Box.Y * picture.Height, face.Box.Width * picture.Width, face.Box.Height * picture.Height), pixels) >= 0.4f;

    private static List<(string Path, BoundingBox[] Truths)> Labelled()
    {
        string? file = SharedData.Find("faces/dlib/training.xml");
        Skip.If(file is null, "shared/data/faces/dlib is not there");
        return [.. XDocument.Load(file).Descendants("image").Select(i => (
            Path.Combine(Path.GetDirectoryName(file)!, (string)i.Attribute("file")!),
            i.Elements("box").Select(b => new BoundingBox(Number(b, "left"), Number(b, "top"), Number(b, "width"), Number(b, "height"))).ToArray()))];
    }

    private static float Number(XElement box, string name) => float.Parse(box.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static IDetector<FaceDetection> Packaged(string card)
    {
        string? models = SharedData.ModelsWith(card + ".onnx");
        Skip.If(models is null, $"models/weights/{card}.onnx is not there: run build/setup.sh");
        return DetectorFactory.OpenFaces(ModelStore.Open(models), card);
    }

    private IDetector<FaceDetection> Brought(string file, string decoder, int width, int height)
    {
        string? weights = SharedData.Model(file);
        Skip.If(weights is null, $"shared/models/{file} is not there");
        File.Copy(weights, Path.Combine(_folder.FullName, file));
        bool yunet = decoder == "yunet";
        string[] levels = [.. new[] { 8, 16, 32 }.SelectMany(s => new[] { $"cls_{s}", $"obj_{s}", $"bbox_{s}", $"kps_{s}" })];
        float mean = yunet ? 0 : 127, scale = yunet ? 1 : 1f / 128;
        ModelCard card = new(nmsThreshold: 0.3f)
        {
            Name = decoder,
            Version = "1",
            File = file,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(weights))),
            Source = "brought along",
            Licence = "see the source",
            Task = "face-detection",
            Decoder = decoder,
            Input = new ModelInput([mean, mean, mean], [scale, scale, scale])
            {
                Name = "input",
                Layout = "nchw",
                Width = width,
                Height = height,
                Channels = yunet ? "bgr" : "rgb",
            },
            Outputs = yunet ? levels : ["scores", "boxes"],
            Labels = ["face"],
            ScoreThreshold = 0.5f,
        };
        return DetectorFactory.OpenFaces(Store(card), card.Name);
    }

    private ModelStore Store(ModelCard card)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, card.Name + ".card.json"), JsonSerializer.Serialize(card, ModelCardJson.Default.ModelCard));
        return ModelStore.Open(_folder.FullName);
    }
}
