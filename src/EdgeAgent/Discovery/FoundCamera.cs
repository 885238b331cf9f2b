namespace SafeCity.Edge.Agent.Discovery;

/// <summary>A camera that was found.</summary>
/// <param name="Kind"><c>onvif</c> or <c>v4l2</c>.</param>
/// <param name="Address">Of its ONVIF service, or its device file.</param>
/// <param name="Name">What it calls itself; null if it does not say.</param>
/// <param name="Hardware">Its model; null if it does not say.</param>
internal sealed record FoundCamera(string Kind, string Address, string? Name, string? Hardware);
