namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>Why one camera, or its analysis, ended before its end.</summary>
/// <param name="Camera">The camera's name.</param>
/// <param name="Reason">A failure of its source or of the model.</param>
internal sealed record CameraFault(string Camera, Exception Reason);
