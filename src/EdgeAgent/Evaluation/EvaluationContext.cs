using SafeCity.Edge.Agent.Evaluation.Report;

namespace SafeCity.Edge.Agent.Evaluation;

/// <summary>What every evaluation is given.</summary>
/// <param name="Page">Takes pictures of failures; null when nobody wants a report.</param>
/// <param name="Step">Called after each picture, frame or sequence.</param>
/// <param name="Time">The clock by which durations are measured.</param>
/// <param name="Stop">Ends the run.</param>
internal sealed record EvaluationContext(ReportPage? Page, Action Step, TimeProvider Time, CancellationToken Stop);
