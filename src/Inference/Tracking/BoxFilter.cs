using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// Filters a box as four coordinates: centre x, centre y, width, height. All deviations are parts of the object's own size, so
/// that near and far objects are treated alike. Constants were tuned on MOT15 TUD-Campus and TUD-Stadtmitte and on vtest.avi.
/// </summary>
internal struct BoxFilter
{
    // Deviation of a detector's box edges, in parts of the size.
    private const double MeasureDeviation = 0.08;
    private const double SizeMeasureDeviation = 0.10;
    // What is not known of the velocity when an object appears, in sizes per second.
    private const double StartVelocityDeviation = 1.0;
    private const double StartSizeVelocityDeviation = 0.2;
    // Spectral density of the acceleration, in sizes²/s³.
    private const double AccelerationDensity = 0.25;
    private const double SizeAccelerationDensity = 0.01;
    // Time in which the velocity of an unseen object falls to 1/e: people who are hidden often stop.
    private const double LostVelocitySeconds = 2.0;
    private const double LostSizeVelocitySeconds = 0.2;
    // How far an entering object's box may differ from the model in one frame, in sizes.
    private const double EntryDeviation = 0.15;
    // Below any object that a detector finds; keeps every deviation above 0.
    private const double SizeMin = 1e-4;

    private AxisFilter _x, _y, _width, _height;

    internal readonly float VelocityX => (float)_x.Velocity;

    internal readonly float VelocityY => (float)_y.Velocity;

    internal readonly BoundingBox Box
    {
        get
        {
            double width = Math.Clamp(_width.Position, SizeMin, 2), height = Math.Clamp(_height.Position, SizeMin, 2);
            return new BoundingBox((float)(_x.Position - (width / 2)), (float)(_y.Position - (height / 2)), (float)width, (float)height);
        }
    }

    internal void Start(in BoundingBox box)
    {
        ObjectScale scale = new(box);
        _x.Start(box.CenterX, MeasureDeviation * scale.X, StartVelocityDeviation * scale.X);
        _y.Start(box.CenterY, MeasureDeviation * scale.Y, StartVelocityDeviation * scale.Y);
        _width.Start(box.Width, SizeMeasureDeviation * scale.Width, StartSizeVelocityDeviation * scale.Width);
        _height.Start(box.Height, SizeMeasureDeviation * scale.Y, StartSizeVelocityDeviation * scale.Y);
    }

    /// <summary>Moves the box on; <paramref name="fading"/>: nobody sees it, so it is taken to slow down.</summary>
    internal void Predict(double seconds, bool fading)
    {
        ObjectScale scale = new(Box);
        double place = AccelerationDensity * scale.X * scale.X;
        double width = SizeAccelerationDensity * scale.Width * scale.Width, height = SizeAccelerationDensity * scale.Y * scale.Y;
        if (fading)
        {
            _x.PredictFading(seconds, place, LostVelocitySeconds);
            _y.PredictFading(seconds, place, LostVelocitySeconds);
            _width.PredictFading(seconds, width, LostSizeVelocitySeconds);
            _height.PredictFading(seconds, height, LostSizeVelocitySeconds);
            return;
        }
        _x.Predict(seconds, place);
        _y.Predict(seconds, place);
        _width.Predict(seconds, width);
        _height.Predict(seconds, height);
    }

    /// <summary>Lets the next measurement weigh more, for an object that comes in over the frame's edge: it grows without coming nearer.</summary>
    internal void Loosen(in BoundingBox box)
    {
        ObjectScale scale = new(box);
        _x.Loosen(EntryDeviation * scale.X);
        _y.Loosen(EntryDeviation * scale.Y);
        _width.Loosen(EntryDeviation * scale.Width);
        _height.Loosen(EntryDeviation * scale.Y);
    }

    internal void Correct(in BoundingBox box, float score)
    {
        // A weak detection is an inexact one (the idea of GIAOTracker's NSA Kalman filter).
        double trust = 1.5 - Math.Clamp(score, 0f, 1f);
        ObjectScale scale = new(box);
        _x.Correct(box.CenterX, MeasureDeviation * scale.X * trust);
        _y.Correct(box.CenterY, MeasureDeviation * scale.Y * trust);
        _width.Correct(box.Width, SizeMeasureDeviation * scale.Width * trust);
        _height.Correct(box.Height, SizeMeasureDeviation * scale.Y * trust);
    }

    // The lengths of which the deviations are parts. People are narrow, but move and are missed by the same distances in x as in y.
    private readonly struct ObjectScale(in BoundingBox box)
    {
        internal double Width { get; } = Math.Max(box.Width, SizeMin);

        internal double X { get; } = Math.Max((box.Width + box.Height) / 2, SizeMin);

        internal double Y { get; } = Math.Max(box.Height, SizeMin);
    }
}
