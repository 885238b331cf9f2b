namespace SafeCity.Edge.Transport.Contract;

/// <summary>Scores, seconds, metres per second and degrees.</summary>
internal sealed class ThreeDecimalsConverter() : RoundedNumberConverter(3);
