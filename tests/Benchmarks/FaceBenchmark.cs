using System.Globalization;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Faces;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Compares ways to find faces on labelled pictures: accuracy, smallest face, runs of the model and processor time (best of five).</summary>
internal static class FaceBenchmark
{
    private const string PersonModel = "centernet-512x512";
    private const int Repetitions = 5;
    private const float StrongScore = 0.7f;

    private delegate int Way(in ImageView image, BoundingBox[] persons, Span<FaceDetection> faces, out int runs);

    internal static void Run(string imglab, string models, string? trial)
    {
        ImglabFile file = ImglabFile.Read(imglab);
        Console.WriteLine($"{"way",-44} {"AP50",5} {"found",9} {"precision",9} {"from 0.7",9} {"precision",9} {"smallest",8} {"runs",5} {"cpu ms/pic",10} {"a run",7}");
        ModelStore store = ModelStore.Open(models);
        foreach (string card in new[] { "blazeface-back-256x256", "blazeface-front-128x128" }) Measure(file, store, store, card);
        if (trial is null) return;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("safecity-edge-faces-");
        try
        {
            IReadOnlyList<string> names = FaceCards.Write(trial, folder.FullName);
            ModelStore brought = ModelStore.Open(folder.FullName);
            foreach (string card in names) Measure(file, store, brought, card);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(ImglabFile file, ModelStore store, ModelStore faceStore, string card)
    {
        using IDetector<FaceDetection> faces = DetectorFactory.OpenFaces(faceStore, card, new DetectorOptions { ScoreThreshold = 0.1f });
        using IDetector<Detection> persons = DetectorFactory.Open(store, PersonModel);
        FaceFinder finder = new(faces);
        Report(file, persons, faces.Card, "whole picture", (in ImageView image, BoundingBox[] _, Span<FaceDetection> found, out int runs) =>
        {
            runs = 1;
            return faces.Detect(image, found);
        });
        Report(file, persons, faces.Card, "heads of persons", (in ImageView image, BoundingBox[] boxes, Span<FaceDetection> found, out int runs) =>
        {
            runs = boxes.Length;
            FaceDetection[] places = new FaceDetection[boxes.Length];
            if (boxes.Length > 0) finder.Find(image, boxes, places);
            FaceDetection[] there = [.. places.Where(p => p.IsFound)];
            there.CopyTo(found);
            return there.Length;
        });
        Report(file, persons, faces.Card, "picture and tiles", (in ImageView image, BoundingBox[] _, Span<FaceDetection> found, out int runs) =>
        {
            int count = finder.FindInPicture(image, found);
            runs = finder.LastRuns;
            return count;
        });
        FaceSizes.Report(file, faces, finder);
    }

    private static void Report(ImglabFile file, IDetector<Detection> persons, ModelCard card, string name, Way way)
    {
        FaceAccuracy accuracy = new();
        FaceDetection[] found = new FaceDetection[256];
        double milliseconds = 0;
        int runs = 0;
        foreach (ImglabFile.Picture picture in file.Pictures)
        {
            using VideoDecoder decoder = VideoDecoder.Open(VideoSource.Parse(picture.Path), new VideoDecoderOptions(), TimeProvider.System);
            using DecodedFrame frame = new();
            if (decoder.Read(frame) != DecodeResult.Frame) throw new InvalidDataException($"{picture.Path} holds no picture");
            BoundingBox[] boxes = Persons(persons, frame.View);
            double best = double.PositiveInfinity;
            int count = 0, looked = 0;
            for (int i = 0; i < Repetitions; i++)
            {
                TimeSpan start = Environment.CpuUsage.TotalTime;
                count = way(frame.View, boxes, found, out looked);
                best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalMilliseconds);
            }
            milliseconds += best;
            runs += looked;
            accuracy.Add(picture.Boxes, found.AsSpan(0, count), frame.Width, frame.Height);
        }
        (double precision, double recall) = accuracy.At(card.ScoreThreshold);
        (double strongPrecision, double strongRecall) = accuracy.At(StrongScore);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{card.Name + ", " + name,-44} {accuracy.AveragePrecision(),5:0.000} {recall * accuracy.Truths,4:0}/{accuracy.Truths,-4} {precision,9:0.00} {strongRecall * accuracy.Truths,4:0}/{accuracy.Truths,-4} {strongPrecision,9:0.00} {accuracy.SmallestFound,8:0} {(double)runs / file.Pictures.Count,5:0.0} {milliseconds / file.Pictures.Count,10:0.0} {milliseconds / Math.Max(1, runs),7:0.00}"));
    }

    private static BoundingBox[] Persons(IDetector<Detection> detector, in ImageView image)
    {
        int person = detector.Card.Labels.ToList().IndexOf("person");
        Detection[] buffer = new Detection[256];
        int seen = detector.Detect(image, buffer);
        return [.. buffer.Take(seen).Where(d => d.ClassId == person).Select(d => d.Box)];
    }
}
