namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>How the operator ends a run.</summary>
/// <param name="Source">Cancelled: no more frames; what is recorded is still sent.</param>
/// <param name="Sending">Cancelled: nothing more is sent; what is not acknowledged stays in the store.</param>
internal readonly record struct AgentStop(CancellationToken Source, CancellationToken Sending);
