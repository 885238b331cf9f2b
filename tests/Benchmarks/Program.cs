using System.Globalization;
using SafeCity.Edge.Benchmarks;

// What build/bench.sh measures from outside: each verb does one thing and nothing else.
switch (args)
{
    case ["decode", var clip]:
        Console.WriteLine($"{DecodeAlone.Run(clip)} frames");
        return 0;
    case ["inference", "--runs", var runs, "--models", var models, "--model", var model]:
        InferenceAlone.Run(models, model, int.Parse(runs, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("usage: Benchmarks decode CLIP | inference --runs N --models DIR --model NAME");
        return 2;
}
