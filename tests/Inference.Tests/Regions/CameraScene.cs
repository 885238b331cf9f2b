using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Inference.Tests.Regions;

/// <summary>A made-up camera of 320x200 with a little noise, so that two of its pixels are one of the gate's.</summary>
internal sealed class CameraScene
{
    internal const int Width = 320;
    internal const int Height = 200;
    private const int NoiseLevels = 3;

    private readonly Random _random = new(1);
    private readonly byte[] _ground = new byte[Width * Height];
    private readonly byte[] _luma = new byte[Width * Height];
    private readonly double _framesPerSecond;
    private int _frame;

    internal CameraScene(MotionGateOptions? options = null, double framesPerSecond = 10)
    {
        Gate = new MotionGate(options ?? new MotionGateOptions());
        _framesPerSecond = framesPerSecond;
        // Steps of grey, so that every gain of the stretch is near 1.
        for (int i = 0; i < _ground.Length; i++) _ground[i] = (byte)(40 + (i % Width * 170 / Width));
    }

    internal MotionGate Gate { get; }

    internal double Now => _frame / _framesPerSecond;

    /// <summary>Paints a rectangle over the frame that is being made.</summary>
    internal void Paint(int x, int y, int width, int height, byte level)
    {
        for (int row = Math.Max(0, y); row < Math.Min(Height, y + height); row++)
            for (int column = Math.Max(0, x); column < Math.Min(Width, x + width); column++) _luma[(row * Width) + column] = level;
    }

    /// <summary>Changes every pixel of the frame that is being made.</summary>
    internal void Change(Func<byte, double> level)
    {
        for (int i = 0; i < _luma.Length; i++) _luma[i] = (byte)Math.Clamp(level(_luma[i]), 0, 255);
    }

    /// <summary>Runs the gate for a time and remembers what it said of each frame.</summary>
    internal List<Seen> Run(double seconds, Action<CameraScene> draw)
    {
        List<Seen> seen = [];
        for (double end = Now + seconds - (0.5 / _framesPerSecond); Now < end; _frame++)
        {
            _ground.CopyTo(_luma, 0);
            draw(this);
            for (int i = 0; i < _luma.Length; i++) _luma[i] = (byte)Math.Clamp(_luma[i] + _random.Next(-NoiseLevels, NoiseLevels + 1), 0, 255);
            ImageView view = new(PixelLayout.Gray8, Width, Height, true, ColorMatrix.Bt601, _luma, Width, [], [], 0);
            MotionState state = Gate.Observe(view, new MediaTime((long)(Now * 1e9)));
            seen.Add(new Seen(Now, state.Boxes.ToArray(), state.IsCalibrating, state.IsSceneWideChange, state.HasClock, state.IdleFor));
        }
        return seen;
    }

    /// <summary>Nothing happens until calibration is over.</summary>
    internal CameraScene Settle()
    {
        Run(3, _ => { });
        return this;
    }

    internal sealed record Seen(double Seconds, BoundingBox[] Boxes, bool IsCalibrating, bool IsSceneWideChange, bool HasClock, TimeSpan IdleFor);
}
