namespace SafeCity.Edge.Transport.Contract;

/// <summary>Coordinates in [0,1]: 0.0001 is 0.4 pixels of a 4K frame.</summary>
internal sealed class FourDecimalsConverter() : RoundedNumberConverter(4);
