using System.Globalization;
using SafeCity.Edge.Benchmarks;
using SafeCity.Edge.Inference.Frames;

// What build/bench.sh measures from outside: each verb does one thing and nothing else.
switch (args)
{
    case ["decode", var clip]:
        Console.WriteLine($"{DecodeAlone.Run(clip)} frames");
        return 0;
    case ["inference", "--runs", var runs, "--models", var models, "--model", var model]:
        InferenceAlone.Run(models, model, int.Parse(runs, CultureInfo.InvariantCulture));
        return 0;
    case ["count", var clip, var truth, "--models", var models, "--model", var model, "--fit", var fit]:
        PersonCount.Run(clip, truth, models, model, Enum.Parse<TensorFit>(fit, ignoreCase: true));
        return 0;
    case ["faces", "--imglab", var imglab, "--models", var models, .. var rest] when rest is [] or ["--trial", _]:
        FaceBenchmark.Run(imglab, models, rest is [_, var trial] ? trial : null);
        return 0;
    default:
        Console.Error.WriteLine("usage: Benchmarks decode CLIP | inference --runs N --models DIR --model NAME | count CLIP TRUTH --models DIR --model NAME --fit FIT | faces --imglab FILE --models DIR [--trial DIR]");
        return 2;
}
