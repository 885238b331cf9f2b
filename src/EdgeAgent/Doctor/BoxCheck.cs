namespace SafeCity.Edge.Agent.Doctor;

/// <summary>A check of the box or of one thing that it has one of.</summary>
internal abstract class BoxCheck : ICheck
{
    /// <inheritdoc />
    public abstract string Id { get; }

    /// <inheritdoc />
    public abstract string Title { get; }

    /// <inheritdoc />
    public async Task<IReadOnlyList<CheckResult>> RunAsync(DoctorContext context, CancellationToken stop) => [await LookAsync(context, stop)];

    /// <summary>Looks.</summary>
    protected abstract Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop);

    protected CheckResult Fine(string sentence) => CheckResult.Ok(Id, null, sentence);

    protected CheckResult Skip(string because) => CheckResult.Skipped(Id, null, because);

    protected CheckResult Warn(string sentence, string cause, string next) => new(Id, null, CheckOutcome.Warning, sentence, cause, next);

    protected CheckResult Fail(string sentence, string cause, string next) => new(Id, null, CheckOutcome.Error, sentence, cause, next);
}
