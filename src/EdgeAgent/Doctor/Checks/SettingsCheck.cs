namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The settings file can be used.</summary>
internal sealed class SettingsCheck : BoxCheck
{
    public override string Id => "settings";

    public override string Title => "settings file";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Reading.Faults is not [var first, ..])
            return Task.FromResult(Fine($"{context.SettingsFile} is valid: {context.Settings!.Identity.TopicRoot}, {context.Settings.Cameras.Count} cameras"));
        int more = context.Reading.Faults.Count - 1;
        return Task.FromResult(Fail($"{first}{(more > 0 ? $" (and {more} more)" : "")}", "a setting is missing, misspelt or out of its range", "run 'safecity-edge config check' for all of them and mend the file"));
    }
}
