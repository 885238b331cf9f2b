using System.Globalization;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Benchmarks;

/// <summary>What came out for the pictures of one set.</summary>
internal sealed class PlateTally
{
    private readonly SortedDictionary<string, int> _causes = new(StringComparer.Ordinal);
    private readonly List<string> _misses = [];
    private readonly List<double> _milliseconds = [];
    private int _total, _met, _boxes, _exact, _folded, _edits, _characters;
    private int _searches, _readings;
    private double _nominal;

    /// <summary>Counts a picture; the cause counts if the plate is not read right.</summary>
    internal void Add(PlateTruth truth, PlateSighting? hit, in BoundingBox plate, string cause)
    {
        string text = hit?.Reading.Text.ToString() ?? "";
        _total++;
        if (hit is not null) _met++;
        if (hit is { } met && BoundingBox.IntersectionOverUnion(met.Plate, plate) >= 0.5f) _boxes++;
        _edits += EditDistance(truth.Text, text);
        _characters += truth.Text.Length;
        if (text == truth.Text) _exact++;
        if (Fold(text) == Fold(truth.Text))
        {
            _folded++;
            return;
        }
        _causes[cause] = _causes.GetValueOrDefault(cause) + 1;
        string read = hit is { } h ? string.Create(CultureInfo.InvariantCulture, $"{text} confidence {h.Reading.Confidence:0.00}") : "";
        _misses.Add($"  {cause,-16} {Path.GetFileName(truth.Picture)} {truth.Text} {read}");
    }

    /// <summary>Counts what it took.</summary>
    internal void AddWork(TimeSpan processorTime, in PlateTimings timings)
    {
        _milliseconds.Add(processorTime.TotalMilliseconds);
        _searches += timings.TextSearches;
        _readings += timings.Readings;
        _nominal += timings.NominalMilliseconds;
    }

    internal void Print(string title)
    {
        foreach (string miss in _misses) Console.WriteLine(miss);
        if (_total == 0) return;
        _milliseconds.Sort();
        double n = _total;
        string causes = string.Join(", ", _causes.Select(static c => $"{c.Key} {c.Value}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {_total} pictures, line met {_met / n:0.000}, box at IoU 0.5 {_boxes / n:0.000}, "
            + $"exact {_exact / n:0.000}, folded {_folded / n:0.000}, character error {_edits / (double)_characters:0.000}; "
            + $"processor time a still {_milliseconds.Average():0} ms, median {_milliseconds[_total / 2]:0}; plates {_nominal / n:0} ms nominal, "
            + $"{_nominal / Math.Max(1, _searches):0} a crop, {_searches / n:0.0} crops searched, {_readings / n:0.0} readings; misses: {causes}"));
    }

    private static string Fold(string text) => text.Replace('O', '0').Replace('I', '1');

    private static int EditDistance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }
        return row[^1];
    }
}
