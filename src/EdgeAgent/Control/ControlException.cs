namespace SafeCity.Edge.Agent.Control;

/// <summary>A running agent that cannot be asked, or that refuses: one sentence that says what to do.</summary>
internal sealed class ControlException(string message) : Exception(message);
