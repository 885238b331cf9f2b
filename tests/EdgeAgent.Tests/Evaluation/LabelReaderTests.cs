using System.Text;
using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Boxes;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Agent.Tests.Shared;

namespace SafeCity.Edge.Agent.Tests.Evaluation;

public sealed class LabelReaderTests
{
    private const string OneImage =
        "{\"images\":[{\"id\":1,\"file_name\":\"a\"}],\"categories\":[{\"id\":1,\"name\":\"person\"}],\"annotations\":[";

    private const string Coco =
        """
        {"images":[{"id":1,"file_name":"a.jpg"},{"id":2,"file_name":"b.jpg"}],
        "categories":[{"id":1,"name":"person"},{"id":90,"name":"yeti"}],
        "annotations":[{"id":5,"image_id":1,"category_id":1,"bbox":[1,2,3,4],"area":7.5,"iscrowd":1},
        {"id":6,"image_id":1,"category_id":90,"bbox":[1,2,3,4]}]}
        """;

    [Fact]
    public void Coco_labels_are_matched_by_name_and_what_the_model_does_not_know_is_counted()
    {
        Dictionary<string, int> unknown = [];
        IReadOnlyList<LabelledPicture> pictures = CocoFile.Read(Text("c.json", Coco), ["car", "person"], unknown);
        Assert.Equal(["a.jpg", "b.jpg"], pictures.Select(p => p.Name));
        Assert.Equal([new BoxTruth(new(1, 2, 3, 4), 1, 7.5, true)], pictures[0].Truth);
        Assert.Equal(new Dictionary<string, int> { ["yeti"] = 1 }, unknown);
    }

    [Theory]
    [InlineData("{\"images\":[\n}", "line 2: not JSON")]
    [InlineData("[]", "line 1: not JSON of the COCO format")]
    [InlineData("null", "it holds null")]
    [InlineData("{}", "no images, categories and annotations")]
    [InlineData("{\"images\":[{\"id\":1}],\"categories\":[{\"id\":1,\"name\":\"person\"}],\"annotations\":[]}", "image 1 has no file_name")]
    [InlineData(
        "{\"images\":[{\"id\":1,\"file_name\":\"a\"},{\"id\":1,\"file_name\":\"b\"}],"
        + "\"categories\":[{\"id\":1,\"name\":\"person\"}],\"annotations\":[]}",
        "image 1 is there twice")]
    [InlineData(OneImage + "{\"id\":3,\"image_id\":9,\"category_id\":1}]}", "annotation 3 is of image 9")]
    [InlineData(OneImage + "{\"id\":3,\"image_id\":1,\"category_id\":4}]}", "annotation 3 is of category 4")]
    [InlineData(OneImage + "{\"id\":3,\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3]}]}", "annotation 3 has no bbox")]
    public void A_bad_coco_file_is_refused(string text, string says) =>
        Refused(Text("c.json", text), p => CocoFile.Read(p, ["person"], new Dictionary<string, int>()), says);

    [Fact]
    public void Yolo_labels_are_parts_of_the_picture()
    {
        (string labels, PictureFolder pictures) = YoloSet("1 0.5 0.5 0.2 0.4\n");
        IReadOnlyList<LabelledPicture> read = YoloLabels.Read(labels, pictures, 2);
        Assert.Equal(["a.jpg", "b.jpg"], read.Select(p => p.Name));
        BoxTruth box = Assert.Single(read[0].InPixels(100, 50));
        Assert.Equal((1, 40, 15, 20, 20, 400),
            (box.ClassId, Near(box.Box.X), Near(box.Box.Y), Near(box.Box.Width), Near(box.Box.Height), Near(box.Area)));
        Assert.Empty(read[1].Truth);
    }

    [Theory]
    [InlineData("0 0.5 0.5 0.2", "line 1: 4 fields")]
    [InlineData("0 0.5 0.5 0.2 0.4\n2 0.5 0.5 0.2 0.4", "line 2: the class is 2: a whole number from 0 to 1")]
    [InlineData("0 0.5 0.5 20 0.4", "line 1: a coordinate is 20")]
    [InlineData("0 0.5 half 0.2 0.4", "line 1: a coordinate is 'half'")]
    public void A_bad_yolo_file_is_refused(string text, string says)
    {
        (string labels, PictureFolder pictures) = YoloSet(text);
        Refused(Path.Combine(labels, "a.txt"), _ => YoloLabels.Read(labels, pictures, 2), says);
    }

    [Fact]
    public void Plates_are_read_from_lines_with_tabs_and_from_file_names()
    {
        string folder = Folder();
        File.WriteAllText(Path.Combine(folder, "x.txt"), "x.jpg\t10\t20\t100\t25\tab-12 3\r\nx.jpg\t10\t80\t100\t25\tZZ9\n");
        Assert.Equal([new PlateTruth("x.jpg", new PixelBox(10, 20, 100, 25), "AB123"),
            new PlateTruth("x.jpg", new PixelBox(10, 80, 100, 25), "ZZ9")], PlateLabels.ReadFolder(folder));
        File.WriteAllBytes(Path.Combine(folder, "皖A051N0_2.jpg"), []);
        Assert.Equal("皖A051N0", Assert.Single(PlateLabels.OfCrops(PictureFolder.Open(folder))).Text);
    }

    [Theory]
    [InlineData("x.jpg 10 20 100 25 AB123", "line 1: 1 fields")]
    [InlineData("x.jpg\t10\t20\t100\t25\tAB123\nx.jpg\t10\t20\t100\t25\t--", "line 2: the text of the plate is empty")]
    [InlineData("x.jpg\t10\t20\t-5\t25\tAB123", "line 1: the box is -5 x 25 pixels")]
    [InlineData("\t10\t20\t5\t25\tAB123", "line 1: the picture's name is empty")]
    public void A_bad_plate_file_is_refused(string text, string says)
    {
        string folder = Folder();
        File.WriteAllText(Path.Combine(folder, "x.txt"), text);
        Refused(Path.Combine(folder, "x.txt"), _ => PlateLabels.ReadFolder(folder), says);
    }

    [Fact]
    public void Imglab_boxes_are_read_and_ignored_ones_marked()
    {
        const string Xml = "<?xml version='1.0'?><?xml-stylesheet href='x.xsl'?><dataset><images><image file='a.jpg'>"
            + "<box top='90' left='194' width='37' height='38'><part name='0' x='1' y='2'/></box>"
            + "<box top='1' left='2' width='3' height='4' ignore='1'/></image></images></dataset>";
        LabelledPicture picture = Assert.Single(ImglabFile.Read(Text("f.xml", Xml)));
        Assert.Equal("a.jpg", picture.Name);
        Assert.Equal([new BoxTruth(new(194, 90, 37, 38), 0, 37 * 38, false), new BoxTruth(new(2, 1, 3, 4), 0, 12, true)], picture.Truth);
    }

    [Theory]
    [InlineData("<dataset>\n<image file='a.jpg'>\n<box top='1' left='2' width='3'/></image></dataset>", "line 3: a box has no height")]
    [InlineData("<dataset><image file='a.jpg'>\n<box top='1' left='2' width='3' height='tall'/></image></dataset>",
        "line 2: height is 'tall'")]
    [InlineData("<dataset><box top='1' left='2' width='3' height='4'/></dataset>", "a box stands outside")]
    [InlineData("<dataset>\n<image>\n</image></dataset>", "line 2: an image has no file")]
    [InlineData("<dataset>\n</data>", "line 2: not XML")]
    [InlineData("<!DOCTYPE d [<!ENTITY a 'b'>]>\n<dataset>&a;</dataset>", "not XML")]
    [InlineData("<dataset/>", "it has no image")]
    public void A_bad_imglab_file_is_refused(string text, string says) => Refused(Text("f.xml", text), p => ImglabFile.Read(p), says);

    [Theory]
    [InlineData("{\"persons\": {\"25\": 5, \"x\": 1}}", "\"x\" is no frame number")]
    [InlineData("{\"persons\": {\"25\": -1}}", "the count of frame 25 is -1")]
    [InlineData("{\"persons\": {\"25\": 1.5}}", "the count of frame 25 is 1.5")]
    [InlineData("{\"persons\": {\"25\": 1, \"25\": 2}}", "frame 25 is there twice")]
    [InlineData("{\"persons\": {}}", "\"persons\" is empty")]
    [InlineData("[1]", "there is no object \"persons\"")]
    [InlineData("{\n\"persons\": {25: 5}}", "line 2: not JSON")]
    public void A_bad_count_file_is_refused(string text, string says) => Refused(Text("n.json", text), p => CountTruth.Read(p), says);

    [Fact]
    public void Counts_are_read_in_the_order_of_frames() =>
        Assert.Equal([(25, 5), (75, 7)],
            CountTruth.Read(Text("n.json", "{\"how\": \"by eye\", \"persons\": {\"75\": 7, \"25\": 5}}"))
                .Select(c => ((int)c.Key, c.Value)));

    [Fact]
    public void A_file_that_is_not_there_is_named() => Refused("no-such-file.json", p => CountTruth.Read(p), "no such file");

    [Fact]
    public void A_picture_is_found_by_its_path_and_else_by_its_name_if_it_is_the_only_one()
    {
        string folder = Folder();
        Directory.CreateDirectory(Path.Combine(folder, "train"));
        Directory.CreateDirectory(Path.Combine(folder, "val"));
        string[] names = ["train/a.jpg", "val/a.jpg", "val/b.PNG", "val/notes.md"];
        foreach (string name in names) File.WriteAllBytes(Path.Combine(folder, name), []);
        PictureFolder pictures = PictureFolder.Open(folder);
        Assert.Equal(3, pictures.All.Count());
        Assert.EndsWith("val/a.jpg", pictures.Find("val/a.jpg"), StringComparison.Ordinal);
        Assert.Null(pictures.Find("a.jpg"));
        Assert.EndsWith("val/b.PNG", pictures.Find("b.PNG"), StringComparison.Ordinal);
        Assert.Null(pictures.Find("c.jpg"));
        Refused(Path.Combine(folder, "gone"), p => PictureFolder.Open(p), "no such file");
    }

    [SkippableFact]
    public void Labels_of_real_sets_are_read_whole()
    {
        string? coco = SharedData.Find("objects/tinycoco/annotations/instances_train2017.json");
        string? faces = SharedData.Find("faces/dlib/training_with_face_landmarks.xml");
        Skip.If(coco is null || faces is null, "shared/data/objects/tinycoco or shared/data/faces/dlib is not beside the repository");
        Assert.Equal(81, CocoFile.Read(coco, ["person"], new Dictionary<string, int>()).Sum(p => p.Truth.Count(t => !t.IsIgnored)));
        Assert.Equal(18, ImglabFile.Read(faces).Sum(p => p.Truth.Count));
    }

    private static void Refused(string path, Action<string> read, string says)
    {
        TruthException fault = Assert.Throws<TruthException>(() => read(path));
        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    private static int Near(double value) => (int)Math.Round(value, 6);

    private static string Folder() => Directory.CreateDirectory(Path.Combine(TestClips.Folder, Guid.NewGuid().ToString("N"))).FullName;

    private static string Text(string name, string text) => TestClips.Write(name, Encoding.UTF8.GetBytes(text));

    private static (string Labels, PictureFolder Pictures) YoloSet(string labelsOfA)
    {
        string root = Folder(), labels = Path.Combine(root, "labels"), images = Path.Combine(root, "images");
        Directory.CreateDirectory(labels);
        Directory.CreateDirectory(images);
        File.WriteAllText(Path.Combine(labels, "a.txt"), labelsOfA);
        File.WriteAllBytes(Path.Combine(images, "a.jpg"), []);
        File.WriteAllBytes(Path.Combine(images, "b.jpg"), []);
        return (labels, PictureFolder.Open(images));
    }
}
