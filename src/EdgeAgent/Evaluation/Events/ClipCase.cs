using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Evaluation.Events;

/// <summary>One kind of events of a clip: the rules that look for them, what is expected, and how a fact is one of them.</summary>
/// <param name="Kind">For the table.</param>
/// <param name="Rules">What the camera is given.</param>
/// <param name="Expected">In their order.</param>
/// <param name="Read">What a fact says in the words of the expected; null if it says nothing.</param>
internal sealed record ClipCase(string Kind, IReadOnlyList<RuleSettings> Rules, IReadOnlyList<ExpectedEvent> Expected, Func<Fact, string?> Read);
