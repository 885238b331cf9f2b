using System.Globalization;
using System.Text.Json;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Attributes;
using SafeCity.Edge.Inference.Tests.Shared;
using Xunit.Abstractions;

namespace SafeCity.Edge.Inference.Tests.Recognition.Attributes;

public class CarColorTests(ITestOutputHelper output)
{
    private const string Model = "centernet-640x384";

    /// <summary>The pale teal car is overexposed in half of its frames, and its roof then is white: both count.</summary>
    private static readonly Dictionary<string, ColorName[]> Names = new()
    {
        ["white"] = [ColorName.White],
        ["teal"] = [ColorName.Cyan, ColorName.White],
        ["red"] = [ColorName.Red],
    };

    [SkippableFact]
    public async Task White_and_red_cars_of_a_real_clip_have_the_colours_that_people_see()
    {
        string? models = SharedData.ModelsWith(Model + ".onnx"), clip = SharedData.Find("video/car-detection.mp4"), truth = SharedData.Find("video/events_gt.json");
        Skip.If(models is null, $"models/weights/{Model}.onnx is not there: run build/setup.sh");
        Skip.If(clip is null || truth is null, "shared/data/video/car-detection.mp4 is not there");
        using IDetector<DetectedObject> detector = DetectorFactory.Open(ModelStore.Open(models), Model, new DetectorOptions { ScoreThreshold = 0.1f });
        using JsonDocument events = JsonDocument.Parse(await File.ReadAllTextAsync(truth));
        List<string> wrong = [];
        foreach (JsonElement crossing in events.RootElement.GetProperty("car-detection.mp4").GetProperty("crossings").EnumerateArray())
        {
            string color = crossing.GetProperty("colour").GetString()!;
            int first = crossing.GetProperty("frames")[0].GetInt32(), last = crossing.GetProperty("frames")[1].GetInt32();
            float x = crossing.GetProperty("x").GetSingle() / 768;
            string filter = string.Create(CultureInfo.InvariantCulture, $"select='between(n,{first},{last})*not(mod(n,3))'");
            ObjectColor[] result = Vote(detector, await DecodedPicture.ReadAllAsync(clip, filter, last - first + 1), x);
            output.WriteLine($"{color} at frame {first}: {string.Join(", ", result)}");
            if (result.Length == 0 || !Names[color].Contains(result[0].Name)) wrong.Add($"{color}: {string.Join(", ", result)}");
        }
        Assert.Empty(wrong);
    }

    private ObjectColor[] Vote(IDetector<DetectedObject> detector, IReadOnlyList<DecodedPicture> frames, float x)
    {
        ColorFinder finder = new();
        ColorVotes votes = new();
        DetectedObject[] found = new DetectedObject[64];
        ObjectColor[] colors = new ObjectColor[3];
        foreach (DecodedPicture frame in frames)
        {
            foreach (DetectedObject car in found.Take(detector.Detect(frame.View, found)))
            {
                if (VehicleTypes.Of(detector.Card.Labels[car.ClassId]) == VehicleType.None || !(Math.Abs(car.Box.CenterX - x) < 0.1f)) continue;
                int count = finder.Find(frame.View, ObjectPart.Vehicle(car.Box), colors);
                output.WriteLine($"  {detector.Card.Labels[car.ClassId]} {car.Score:F2} {car.Box}: {string.Join(", ", colors.Take(count))}");
                if (count > 0) votes.Add(colors.AsSpan(0, count), car.Score);
                break;
            }
        }
        return [.. colors.Take(votes.Result(colors))];
    }
}
