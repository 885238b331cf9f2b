using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.KeyFrames;
using SafeCity.Edge.Agent.Overlay;
using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>detect</c>: looks at pictures and says what is in them.</summary>
internal static class DetectCommand
{
    internal const string Name = "detect";

    internal static Command Create()
    {
        Argument<string[]> files = new("FILE") { Description = "pictures; of a clip, its first frame", Arity = ArgumentArity.OneOrMore };
        Option<string?> output = new("--output") { Description = "folder for the annotated pictures (default: the current one)", HelpName = "DIR" };
        Option<float?> score = new("--score") { Description = "least score, 0..1 (default: the model card's)" };
        Option<bool> json = new("--json") { Description = "one line of JSON a picture" };
        Command command = new(Name, "Find objects in pictures, print their boxes and write annotated pictures (heads and plates masked).") { files, output, score, json };
        command.Add(ModelOptions.Directory);
        command.Add(ModelOptions.Model);
        command.SetAction((result, stop) => Task.Run(() =>
        {
            string folder = result.GetValue(output) ?? ".";
            Directory.CreateDirectory(folder);
            using IDetector<Detection> detector = ModelOptions.OpenDetector(result);
            float least = result.GetValue(score) ?? detector.Card.ScoreThreshold;
            foreach (string file in result.GetRequiredValue(files))
            {
                DetectResult found = Detect(file, folder, detector, least, stop);
                Console.Out.WriteLine(result.GetValue(json) ? JsonSerializer.Serialize(found, DetectResultJson.Default.DetectResult) : Describe(found));
            }
            return ExitCode.Ok;
        }, stop));
        return command;
    }

    private static DetectResult Detect(string file, string folder, IDetector<Detection> detector, float least, CancellationToken stop)
    {
        using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(file), new VideoDecoderOptions(), TimeProvider.System, stop);
        using DecodedFrame frame = new();
        if (decoder.Read(frame) != DecodeResult.Frame) throw new VideoSourceException(VideoSourceError.Empty, $"{file} holds no picture: give a JPEG, a PNG or a video file");
        Detection[] buffer = new Detection[512];
        ReadOnlySpan<Detection> all = buffer.AsSpan(0, detector.Detect(frame.View, buffer));
        List<Detection> shown = [];
        foreach (Detection detection in all)
            if (detection.Score >= least) shown.Add(detection);
        string picture = Path.Combine(folder, Path.GetFileNameWithoutExtension(file) + ".detected.jpg");
        PictureMasker masker = new(detector.Card.Labels, new MaskingPolicy());
        AnnotatedPicture.Write(frame.View, new FrameSight(all, all, []), shown, detector.Card.Labels, masker, picture);
        return new DetectResult(
            file, frame.Width, frame.Height,
            [.. shown.Select(d => new DetectedObject(detector.Card.Labels[d.ClassId], MathF.Round(d.Score, 3), BoxOf(d)))], picture);
    }

    private static DetectedBox BoxOf(in Detection detection) =>
        new(MathF.Round(detection.Box.X, 4), MathF.Round(detection.Box.Y, 4), MathF.Round(detection.Box.Width, 4), MathF.Round(detection.Box.Height, 4));

    private static string Describe(DetectResult result)
    {
        IEnumerable<string> lines = result.Detections.Select(d => string.Create(
            CultureInfo.InvariantCulture, $"  {d.Label,-12} {d.Score:0.00}  x {d.Box.X:0.000}  y {d.Box.Y:0.000}  width {d.Box.Width:0.000}  height {d.Box.Height:0.000}"));
        return string.Join('\n', lines.Prepend($"{result.File} ({result.Width}x{result.Height}): {result.Detections.Count} objects, drawn in {result.Picture}"));
    }
}
