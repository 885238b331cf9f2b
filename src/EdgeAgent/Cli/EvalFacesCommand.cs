using System.CommandLine;
using SafeCity.Edge.Agent.Evaluation;
using SafeCity.Edge.Agent.Evaluation.Boxes;
using SafeCity.Edge.Agent.Evaluation.Report;
using SafeCity.Edge.Agent.Evaluation.Truth;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Faces;

namespace SafeCity.Edge.Agent.Cli;

/// <summary><c>eval faces</c>: how well faces are found, not whose they are.</summary>
internal static class EvalFacesCommand
{
    internal const string Name = "faces";

    private const float LeastScore = 0.05f;
    private const int FacesMax = 256;
    private const string InPicture = "picture", InTiles = "tiles", InHeads = "heads";

    private static readonly Option<string> Imglab =
        new("--imglab") { Description = "boxes in the XML of dlib's imglab", HelpName = "FILE", Required = true };
    private static readonly Option<string?> Images =
        new("--images") { Description = "folder of the pictures (default: that of the file)", HelpName = "DIR" };
    private static readonly Option<string> Look = LookOption();
    private static readonly Option<double?> At =
        new("--score") { Description = "score at which precision and recall are told (default: the model card's)", HelpName = "0..1" };

    internal static Command Create()
    {
        Command command = new(Name, "Average precision of faces at an overlap of 0.5, and how small the smallest one found is.")
        {
            Imglab, Images, Look, ModelOptions.Directory, ModelOptions.FaceModel, ModelOptions.Model, At, EvalOptions.Json,
                EvalOptions.Report,
        };
        EvalOptions.Limit(At, LeastScore, 1);
        EvalCommand.OnRun(command, Run);
        return command;
    }

    private static int Run(ParseResult result, CancellationToken stop)
    {
        string file = result.GetRequiredValue(Imglab), look = result.GetRequiredValue(Look);
        IReadOnlyList<LabelledPicture> pictures = ImglabFile.Read(file);
        PictureFolder folder = PictureFolder.Open(result.GetValue(Images) ?? Path.GetDirectoryName(Path.GetFullPath(file))!);
        ModelStore store = ModelStore.Open(result.GetRequiredValue(ModelOptions.Directory));
        using IDetector<FaceDetection> detector =
            DetectorFactory.OpenFaces(store, result.GetRequiredValue(ModelOptions.FaceModel),
                new DetectorOptions { ScoreThreshold = LeastScore });
        using IDetector<Detection>? persons =
            look == InHeads ? DetectorFactory.Open(store, result.GetRequiredValue(ModelOptions.Model)) : null;
        string title = $"Faces: {detector.Card.Name}, {look}";
        ReportPage? page = EvalOptions.PageOf(result, title);
        FaceResult scored = EvalOutput.Run("faces", pictures.Count, step => new FaceEvaluation(
            FinderOf(look, detector, persons), result.GetValue(At) ?? detector.Card.ScoreThreshold,
                new EvaluationContext(page, step, TimeProvider.System, stop))
            .Run(folder, pictures));
        EvalOutput.TellMissing(scored.Missing, page);
        EvalOutput output = new(result);
        output.Add(scored.Summary(title, detector.Card.Name));
        output.Add(scored.BySize());
        output.Finish(FaceJson.Of(scored, detector.Card.Name, look), EvalJson.Default.FaceJson, page);
        return scored.Pictures > 0 ? ExitCode.Ok : ExitCode.Source;
    }

    private static BoxFinder FinderOf(string look, IDetector<FaceDetection> detector, IDetector<Detection>? persons)
    {
        FaceFinder finder = new(detector);
        FaceDetection[] faces = new FaceDetection[FacesMax];
        Detection[] seen = new Detection[FacesMax];
        int person = persons?.Card.Labels.ToList().IndexOf("person") ?? -1;
        return (in ImageView image) =>
        {
            if (look == InPicture) return Boxes(faces.AsSpan(0, detector.Detect(image, faces)), image);
            if (persons is null) return Boxes(faces.AsSpan(0, finder.FindInPicture(image, faces)), image);
            int count = persons.Detect(image, seen);
            BoundingBox[] boxes = [.. seen.Take(count).Where(d => d.ClassId == person).Select(d => d.Box)];
            // Without persons the finder would search the whole picture, which is the other way of looking.
            if (boxes.Length == 0) return [];
            finder.Find(image, boxes, faces);
            return Boxes(faces.AsSpan(0, boxes.Length), image);
        };
    }

    private static List<BoxFound> Boxes(ReadOnlySpan<FaceDetection> faces, in ImageView image)
    {
        List<BoxFound> boxes = [];
        foreach (ref readonly FaceDetection face in faces)
            if (face.IsFound) boxes.Add(new BoxFound(PixelBox.Of(face.Box, image.Width, image.Height), 0, face.Score));
        return boxes;
    }

    private static Option<string> LookOption()
    {
        Option<string> option = new("--look")
        {
            Description =
                "once at the picture, at tiles of it too until small faces are large enough, or at the heads of persons found by --model",
            HelpName = $"{InPicture}|{InTiles}|{InHeads}",
            DefaultValueFactory = _ => InTiles,
        };
        option.AcceptOnlyFromAmong(InPicture, InTiles, InHeads);
        return option;
    }
}
