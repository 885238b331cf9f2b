using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Control;

/// <summary>A fact that is durably on disk.</summary>
/// <param name="Id">Of its event.</param>
/// <param name="Fact">What happened.</param>
internal sealed record CommittedFact(string Id, Fact Fact);
