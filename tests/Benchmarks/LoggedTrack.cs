using System.Globalization;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Benchmarks;

/// <summary>The sightings of one track, in order of time.</summary>
internal sealed class LoggedTrack
{
    internal int ClassId { get; set; }

    internal List<(double Seconds, BoundingBox Box)> Sightings { get; } = [];

    internal double Seconds => Sightings[^1].Seconds - Sightings[0].Seconds;

    /// <summary>Its box at a time, on the straight line between two sightings; null before the first and after the last.</summary>
    internal BoundingBox? At(double seconds)
    {
        const double slack = 1e-6;
        if (seconds < Sightings[0].Seconds - slack || seconds > Sightings[^1].Seconds + slack) return null;
        int next = Sightings.FindIndex(s => s.Seconds >= seconds - slack);
        if (next <= 0) return Sightings[Math.Max(next, 0)].Box;
        (double from, BoundingBox a) = Sightings[next - 1];
        (double to, BoundingBox b) = Sightings[next];
        float part = (float)Math.Clamp((seconds - from) / (to - from), 0, 1);
        return new BoundingBox(Mix(a.X, b.X, part), Mix(a.Y, b.Y, part), Mix(a.Width, b.Width, part), Mix(a.Height, b.Height, part));
    }

    public override string ToString()
    {
        BoundingBox box = Sightings[Sightings.Count / 2].Box;
        return string.Create(CultureInfo.InvariantCulture,
            $"class {ClassId}, {Sightings[0].Seconds:0.0}-{Sightings[^1].Seconds:0.0} s, {Sightings.Count} sightings, at {box.CenterX:0.00} {box.CenterY:0.00}, {box.Width:0.000} x {box.Height:0.000}");
    }

    private static float Mix(float a, float b, float part) => a + (part * (b - a));
}
