namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// Kalman filter of one coordinate with a constant-velocity model and white-noise acceleration; time steps are real durations.
/// Equations: Bar-Shalom, Li, Kirubarajan, "Estimation with Applications to Tracking and Navigation" (2001), section 6.2.
/// </summary>
internal struct AxisFilter
{
    private double _variance;
    private double _covariance;
    private double _velocityVariance;

    /// <summary>Estimated position, in parts of the frame.</summary>
    internal double Position { get; private set; }

    /// <summary>Estimated velocity, in parts of the frame per second.</summary>
    internal double Velocity { get; private set; }

    internal void Start(double position, double positionDeviation, double velocityDeviation)
    {
        Position = position;
        Velocity = 0;
        _variance = positionDeviation * positionDeviation;
        _covariance = 0;
        _velocityVariance = velocityDeviation * velocityDeviation;
    }

    /// <summary>Moves the estimate on. <paramref name="accelerationDensity"/> is in (parts of the frame)²/s³.</summary>
    internal void Predict(double seconds, double accelerationDensity)
    {
        Position += Velocity * seconds;
        Spread(seconds, accelerationDensity);
    }

    /// <summary>
    /// The same for an object that nobody sees: its velocity falls to 1/e in a time, so the way is the integral of the fading velocity
    /// and does not depend on how the time is cut into steps.
    /// </summary>
    internal void PredictFading(double seconds, double accelerationDensity, double fadeSeconds)
    {
        double fade = Math.Exp(-seconds / fadeSeconds);
        Position += Velocity * fadeSeconds * (1 - fade);
        Velocity *= fade;
        Spread(seconds, accelerationDensity);
    }

    /// <summary>Lets the next measurement weigh more: the coordinate may have changed by this deviation in a way that no model tells.</summary>
    internal void Loosen(double deviation) => _variance += deviation * deviation;

    internal void Correct(double measured, double deviation)
    {
        double total = _variance + (deviation * deviation);
        double gain = _variance / total, velocityGain = _covariance / total, innovation = measured - Position;
        Position += gain * innovation;
        Velocity += velocityGain * innovation;
        _velocityVariance -= velocityGain * _covariance;
        _covariance *= 1 - gain;
        _variance *= 1 - gain;
    }

    private void Spread(double seconds, double accelerationDensity)
    {
        _variance += (2 * seconds * _covariance) + (seconds * seconds * _velocityVariance) + (accelerationDensity * seconds * seconds * seconds / 3);
        _covariance += (seconds * _velocityVariance) + (accelerationDensity * seconds * seconds / 2);
        _velocityVariance += accelerationDensity * seconds;
    }
}
