namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Opaque: names and values of options.</summary>
internal readonly struct AVDictionary;
