namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Opaque: a scaler.</summary>
internal readonly struct SwsContext;
