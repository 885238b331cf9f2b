namespace SafeCity.Edge.Agent.Doctor;

/// <summary>One thing that the doctor looks at.</summary>
internal interface ICheck
{
    /// <summary>Stable: programs and the documentation name it.</summary>
    string Id { get; }

    /// <summary>What it looks at, in a few words.</summary>
    string Title { get; }

    /// <summary>Looks; one result for each thing that it is about, at least one.</summary>
    Task<IReadOnlyList<CheckResult>> RunAsync(DoctorContext context, CancellationToken stop);
}
