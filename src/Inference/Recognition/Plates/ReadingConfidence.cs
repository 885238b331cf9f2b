namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>How likely a reading is right, from what the reader and the formats say of it.</summary>
internal static class ReadingConfidence
{
    // Logistic regression with a small penalty on 83 readings of the European, Brazilian and US samples with PP-OCRv4 and the region set
    // (right: the text with O as 0 and I as 1). By sixths of confidence, told and right: .40/.38, .93/.92, .99/1.00 and three of 1.00/1.00.
    private const double Offset = 3.5, OfReading = 2.1, OfUnusual = 1.5, OfMargin = 0.37;

    // Beyond these the samples say nothing.
    private const double LogarithmMin = -6, MarginMax = 6;

    // 83 readings cannot show more.
    private const double Most = 0.99;

    /// <summary>0..1.</summary>
    internal static float Of(in PlateReading reading)
    {
        double unusual = Math.Clamp(reading.LogGain, LogarithmMin, 0), read = Math.Max(LogarithmMin, reading.LogReading);
        double evidence = Offset + (OfReading * read) + (OfUnusual * unusual) + (OfMargin * Math.Min(reading.Margin, MarginMax));
        return (float)(Most / (1 + Math.Exp(-evidence)));
    }
}
