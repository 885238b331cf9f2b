using System.Diagnostics;
using System.Globalization;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Faces;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Compares ways to find faces on labelled pictures: accuracy, smallest face, runs of the model and time.</summary>
internal static class FaceBenchmark
{
    private const string PersonModel = "centernet-512x512";
    private const int Repetitions = 3;

    private delegate int Way(in ImageView image, Span<FaceDetection> faces, out int runs);

    internal static void Run(string imglab, string models, string? trial)
    {
        ImglabFile file = ImglabFile.Read(imglab);
        Console.WriteLine($"{"way",-44} {"AP50",5} {"found",9} {"precision",9} {"smallest",8} {"runs",5} {"ms/picture",10} {"ms/run",7}");
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
        int person = persons.Card.Labels.ToList().IndexOf("person");
        Detection[] buffer = new Detection[256];
        FaceFinder finder = new(faces);
        Report(file, faces.Card, "whole picture", (in ImageView image, Span<FaceDetection> found, out int runs) =>
        {
            runs = 1;
            return faces.Detect(image, found);
        });
        Report(file, faces.Card, "heads of persons", (in ImageView image, Span<FaceDetection> found, out int runs) =>
        {
            int seen = persons.Detect(image, buffer);
            BoundingBox[] boxes = [.. buffer.Take(seen).Where(d => d.ClassId == person).Select(d => d.Box)];
            FaceDetection[] places = new FaceDetection[Math.Max(boxes.Length, found.Length)];
            int count = boxes.Length == 0 ? 0 : finder.Find(image, boxes, places);
            runs = boxes.Length;
            places.Where(p => p.IsFound).ToArray().CopyTo(found);
            return count;
        });
        Report(file, faces.Card, "picture and tiles", (in ImageView image, Span<FaceDetection> found, out int runs) =>
        {
            int count = finder.FindInPicture(image, found);
            runs = finder.LastRuns;
            return count;
        });
        FaceSizes.Report(file, faces, finder);
    }

    private static void Report(ImglabFile file, ModelCard card, string name, Way way)
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
            double best = double.PositiveInfinity;
            int count = 0, looked = 0;
            for (int i = 0; i < Repetitions; i++)
            {
                long start = Stopwatch.GetTimestamp();
                count = way(frame.View, found, out looked);
                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            milliseconds += best;
            runs += looked;
            accuracy.Add(picture.Boxes, found.AsSpan(0, count), frame.Width, frame.Height);
        }
        (double precision, double recall) = accuracy.At(card.ScoreThreshold);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{card.Name + ", " + name,-44} {accuracy.AveragePrecision(),5:0.000} {recall * accuracy.Truths,4:0}/{accuracy.Truths,-4} {precision,9:0.00} {accuracy.SmallestFound,8:0} {(double)runs / file.Pictures.Count,5:0.0} {milliseconds / file.Pictures.Count,10:0.0} {milliseconds / Math.Max(1, runs),7:0.00}"));
    }
}
