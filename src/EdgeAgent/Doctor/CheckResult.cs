namespace SafeCity.Edge.Agent.Doctor;

/// <summary>What one check found.</summary>
/// <param name="Id">Of the check; stable, for programs.</param>
/// <param name="Subject">What it is about: a camera, a broker; null for the box.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Sentence">What was found; never holds a secret.</param>
/// <param name="Cause">Why that is so, mostly; null when it is well.</param>
/// <param name="NextStep">What a person does about it; null when it is well.</param>
internal sealed record CheckResult(string Id, string? Subject, CheckOutcome Outcome, string Sentence, string? Cause = null, string? NextStep = null)
{
    internal static CheckResult Ok(string id, string? subject, string sentence) => new(id, subject, CheckOutcome.Ok, sentence);

    internal static CheckResult Skipped(string id, string? subject, string because) => new(id, subject, CheckOutcome.Skipped, because);
}
