namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>How likely a reading is right, from what the reader and the formats say of it.</summary>
internal static class ReadingConfidence
{
    /// <summary>A logistic function of the score and of the lead over the second candidate.</summary>
    internal static float Of(in PlateReading reading)
    {
        double evidence = 1.5 + (0.9 * reading.LogReading) + (0.25 * Math.Min(0, reading.LogGain)) + (0.35 * Math.Min(reading.Margin, 5));
        return (float)(1 / (1 + Math.Exp(-evidence)));
    }
}
