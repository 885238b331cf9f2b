using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Tracks;
using SafeCity.Edge.Agent.Evaluation.Truth;

namespace SafeCity.Edge.Agent.Tests.Evaluation;

public sealed class MotSequenceTests
{
    private static readonly PixelBox Here = new(0, 0, 50, 100);
    private static readonly PixelBox There = new(300, 0, 50, 100);

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(12)]
    public void A_track_on_a_distractor_is_neither_right_nor_false(int distractor)
    {
        TrackFrame judged =
            Judge([Label(1, Here), Label(2, There) with { Class = distractor, Confidence = 0 }], [Track(1, Here), Track(2, There)]);
        Assert.Equal([1], judged.Truth.Select(t => t.Id));
        Assert.Equal([1], judged.Found.Select(f => f.Id));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(13)]
    public void A_track_on_anything_else_is_false(int other)
    {
        TrackFrame judged =
            Judge([Label(1, Here), Label(2, There) with { Class = other, Confidence = 0 }], [Track(1, Here), Track(2, There)]);
        Assert.Equal([1], judged.Truth.Select(t => t.Id));
        Assert.Equal([1, 2], judged.Found.Select(f => f.Id));
    }

    [Fact]
    public void A_label_that_is_marked_as_not_judged_is_no_miss_and_a_track_on_it_is_false()
    {
        TrackFrame judged = Judge([Label(1, Here) with { Confidence = 0 }], [Track(1, Here)]);
        Assert.Empty(judged.Truth);
        Assert.Single(judged.Found);
    }

    [Fact]
    public void A_track_that_fits_a_pedestrian_better_stays_beside_a_distractor()
    {
        TrackFrame judged = Judge([Label(1, Here), Label(2, Here with { X = 10 }) with { Class = 8 }], [Track(5, Here)]);
        Assert.Equal([5], judged.Found.Select(f => f.Id));
    }

    [Fact]
    public void The_fields_of_mot17_and_mot15_are_told_apart()
    {
        string mot17 = TestClips.Write("gt.txt", "1,1,11,21,50,100,1,1,0.9\n1,2,11,21,50,100,0,8,1\n"u8);
        string mot15 = TestClips.Write("gt.txt", "1,1,11,21,50,100,1,4.4852,5.5016,0\r\n"u8);
        Assert.Equal([new MotRow(1, 1, new(10, 20, 50, 100), 1, 1), new MotRow(1, 2, new(10, 20, 50, 100), 0, 8)],
            MotFile.ReadTruth(mot17));
        Assert.Equal([new MotRow(1, 1, new(10, 20, 50, 100), 1, 1)], MotFile.ReadTruth(mot15));
    }

    [Theory]
    [InlineData("1,1,10,20,50", "line 1: 5 fields")]
    [InlineData("1,1,10,20,50,100,1\nx,1,10,20,50,100,1", "line 2: the frame is 'x': a number is expected")]
    [InlineData("0,1,10,20,50,100,1", "line 1: the frame is 0: a whole number from 1")]
    [InlineData("1.5,1,10,20,50,100,1", "line 1: the frame is 1.5")]
    [InlineData("1,-1,10,20,50,100,1", "line 1: the number is -1")]
    [InlineData("1,1,10,20,0,100,1", "line 1: the box is 0 x 100 pixels")]
    [InlineData("1,1,10,20,NaN,100,1", "line 1: width is 'NaN'")]
    [InlineData("1,1,10,20,1e300,100,1", "line 1: width is '1e300'")]
    [InlineData("1,1,10,20,50,100,1\n\n1,1,10,20,50,100,1", "line 3: number 1 is twice in frame 1")]
    [InlineData("1,1,10,20,50,100,1,14,1", "line 1: the class is 14")]
    [InlineData("\n \n", "the file is empty")]
    public void A_bad_file_is_refused_with_file_and_line(string text, string says)
    {
        string path = TestClips.Write("gt.txt", System.Text.Encoding.UTF8.GetBytes(text));
        TruthException fault = Assert.Throws<TruthException>(() => MotFile.ReadTruth(path));
        Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_of_sequences_are_found_in_the_layouts_of_the_challenge()
    {
        string root = Directory.CreateTempSubdirectory("safecity-mot-").FullName;
        try
        {
            Write(root, "A/gt/gt.txt");
            Write(root, "A/det/det.txt");
            Write(root, "B/gt.txt");
            Write(root, "B/det_frcnn.txt");
            Write(root, "results/A.txt");
            Write(root, "results/B.txt");
            Assert.Equal(["A", "B"], SequenceFiles.Find(root, root).Select(s => s.Name));
            Assert.EndsWith("B.txt", SequenceFiles.Find(root, Path.Combine(root, "results"))[1].Input, StringComparison.Ordinal);
            Assert.Equal("A", SequenceFiles.Find(Path.Combine(root, "A/gt/gt.txt"), Path.Combine(root, "A/det/det.txt"))[0].Name);
            Write(root, "B/det_dpm.txt");
            Assert.Contains("2 candidates", Assert.Throws<TruthException>(() => SequenceFiles.Find(root, root)).Message,
                StringComparison.Ordinal);
            Assert.Contains("two files or two folders",
                Assert.Throws<TruthException>(() => SequenceFiles.Find(root, root + "/B/gt.txt")).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Size_and_rate_come_from_the_sequence_or_else_from_the_boxes()
    {
        string root = Directory.CreateTempSubdirectory("safecity-mot-").FullName;
        try
        {
            Write(root, "A/gt/gt.txt");
            MotRow[] rows = [Label(1, new(600, 20, 39.5, 100))];
            Assert.Equal(new SequenceFrame(640, 120, 25),
                SequenceFrame.Of(null, null, SequenceInfo.Beside(Path.Combine(root, "A/gt/gt.txt")), rows));
            File.WriteAllText(Path.Combine(root, "A/seqinfo.ini"),
                "[Sequence]\nframeRate=30\nseqLength=525\nimWidth=1920\nimHeight=1080\n");
            SequenceInfo info = SequenceInfo.Beside(Path.Combine(root, "A/gt/gt.txt"));
            Assert.Equal((new SequenceFrame(1920, 1080, 30), 525), (SequenceFrame.Of(null, null, info, rows), info.Frames));
            Assert.Equal(new SequenceFrame(100, 50, 5), SequenceFrame.Of((100, 50), 5, info, rows));
            File.WriteAllText(Path.Combine(root, "A/seqinfo.ini"), "imWidth=wide\n");
            Assert.Contains("seqinfo.ini, line 1: imWidth is 'wide'",
                Assert.Throws<TruthException>(() => SequenceInfo.Beside(Path.Combine(root, "A/gt/gt.txt"))).Message,
                    StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Write(string root, string path)
    {
        string full = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, "1,1,10,20,50,100,1\n");
    }

    private static TrackFrame Judge(MotRow[] truth, MotRow[] tracks) => new MotSequence("s", truth, 1).Judge(tracks).Frames[0];

    private static MotRow Label(int id, PixelBox box) => new(1, id, box, 1, MotFile.Pedestrian);

    private static MotRow Track(int id, PixelBox box) => new(1, id, box, 1, MotFile.Pedestrian);
}
