using System.Globalization;
using SafeCity.Edge.Benchmarks;
using SafeCity.Edge.Benchmarks.Delivery;
using SafeCity.Edge.Inference.Frames;

// What the scripts of build/ measure from outside: each verb does one thing and nothing else.
switch (args)
{
    case ["decode", var clip]:
        Console.WriteLine($"{DecodeAlone.Run(clip)} frames");
        return 0;
    case ["paces", var clip]:
        DecodePaces.Run(clip);
        return 0;
    case ["inference", "--models", var models, .. var rest] when rest.Length >= 2 && rest.Length % 2 == 0:
        InferenceAlone.Run(models, rest);
        return 0;
    case ["count", var clip, var truth, "--models", var models, "--model", var model, "--fit", var fit]:
        PersonCount.Run(clip, truth, models, model, Enum.Parse<TensorFit>(fit, ignoreCase: true));
        return 0;
    case ["regions", var clip, "--models", var models, "--whole", var whole, "--crops", .. var crops]:
        RegionRecall.Run(clip, models, whole, crops);
        return 0;
    case ["tracker"]:
        TrackerAlone.Run();
        return 0;
    case ["memory", "--models", var models, .. var rest] when rest is [] or ["--sessions", _]:
        if (SessionVariant.Find(rest is [_, var name] ? name : "agent") is not { } variant) goto default;
        MemorySteps.Run(models, variant);
        return 0;
    case ["sessions", "--models", var models, "--model", var model, "--turns", var turns]:
        SessionComparison.RunVariants(models, model, int.Parse(turns, CultureInfo.InvariantCulture));
        return 0;
    case ["batches", "--models", var models, "--model", var model, "--turns", var turns]:
        SessionComparison.RunBatches(models, model, int.Parse(turns, CultureInfo.InvariantCulture));
        return 0;
    case ["faces", "--imglab", var imglab, "--models", var models, .. var rest] when rest is [] or ["--trial", _]:
        FaceBenchmark.Run(imglab, models, rest is [_, var trial] ? trial : null);
        return 0;
    case ["plates", "--images", .. var rest] when rest.Length >= 3 && rest[^4] is "--models" && rest[^2] is "--region":
        PlateScore.Run(rest[..^4], rest[^3], rest[^1]);
        return 0;
    case ["delivery", .. var words]:
        if (!await DeliveryVerbs.RunAsync(words)) goto default;
        return 0;
    default:
        Console.Error.WriteLine($"""
            usage: Benchmarks decode CLIP
                   Benchmarks paces CLIP
                   Benchmarks inference --models DIR NAME RUNS [NAME RUNS]...
                   Benchmarks count CLIP TRUTH --models DIR --model NAME --fit FIT
                   Benchmarks regions CLIP --models DIR --whole NAME --crops NAME...
                   Benchmarks tracker
                   Benchmarks memory --models DIR [--sessions {string.Join('|', SessionVariant.All.Select(v => v.Name))}]
                   Benchmarks sessions --models DIR --model NAME --turns N
                   Benchmarks batches --models DIR --model NAME --turns N
                   Benchmarks faces --imglab FILE --models DIR [--trial DIR]
                   Benchmarks plates --images DIR... --models DIR --region REGION
                   {DeliveryVerbs.Usage}
            """);
        return 2;
}
