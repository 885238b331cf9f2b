namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>One library of libav as it was found on this box.</summary>
/// <param name="Name">Without "lib", for example <c>avcodec</c>.</param>
/// <param name="Version">As the library says, for example <c>59.37.100</c>.</param>
/// <param name="Path">The file that the kernel mapped; null if unknown.</param>
internal sealed record AvLibrary(string Name, Version Version, string? Path);
