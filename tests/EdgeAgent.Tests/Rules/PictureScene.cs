using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Rules;

/// <summary>Drawn pictures for the rules that look at pixels: luma by place and time.</summary>
internal sealed class PictureScene(RuleSettings rule, Func<int, int, double, double> luma)
{
    internal const int Width = 320;
    internal const int Height = 180;

    private readonly byte[] _pixels = new byte[Width * Height];
    private readonly Random _noise = new(1);
    private readonly RuleEngine _engine = new("cam1", RuleSet.Build(new CameraRules([rule]), Actor.Labels, "cameras[0]"));
    private long _frame;

    internal List<(double Second, RuleEvent Told)> Events { get; } = [];

    /// <summary>Noise of the sensor, in grey levels.</summary>
    internal double Noise { get; init; } = 2;

    /// <summary>Seconds without any frame.</summary>
    internal (double From, double To)? Silent { get; init; }

    /// <summary>How far the camera's clock is off at a time.</summary>
    internal Func<double, double>? CameraClock { get; init; }

    internal IReadOnlyList<string> Log => [.. Events.Select(e => FormattableString.Invariant($"{e.Second:0.#} {e.Told.Phase} {e.Told.State}"))];

    internal PictureScene Run(double until, double framesPerSecond = 10)
    {
        DateTimeOffset zero = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        for (int i = 0; i < until * framesPerSecond; i++)
        {
            double t = i / framesPerSecond;
            if (Silent is { } silent && t >= silent.From && t < silent.To) continue;
            for (int y = 0; y < Height; y++)
                for (int x = 0; x < Width; x++)
                    _pixels[(y * Width) + x] = (byte)Math.Clamp(luma(x, y, t) + (Noise * ((_noise.NextDouble() * 2) - 1)), 0, 255);
            FrameMoment moment = new(RuleScene.TimeOf(t), null, CameraClock is { } off ? zero.AddSeconds(t + off(t)) : null);
            FrameStamp stamp = new(_frame++, RuleScene.TimeOf(t), zero.AddSeconds(t), Width, Height, moment);
            ImageView view = new(PixelLayout.Gray8, Width, Height, true, ColorMatrix.Bt601, _pixels, Width, default, default, 0);
            foreach (RuleEvent told in _engine.Advance(new RuleInput(stamp, [], []) { Image = view })) Events.Add(((told.Wall - zero).TotalSeconds, told));
        }
        return this;
    }

    /// <summary>A street: stripes and blocks with sharp edges.</summary>
    internal static double Street(int x, int y) => 90 + (((x / 20) + (y / 15)) % 2 * 60) + (x % 7 == 0 ? 40 : 0);
}
