using SafeCity.Edge.Agent.Doctor;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Tests.Settings;

namespace SafeCity.Edge.Agent.Tests.Doctor;

/// <summary>A box with settings, and a root of its file system of its own, for checks that are to find something broken.</summary>
internal sealed class DoctorBox : IDisposable
{
    private readonly SettingsFolder _folder = new();

    internal string Folder => Path.GetDirectoryName(_folder.File)!;

    internal string Data => _folder.PathOf("data");

    internal CameraFindings? Camera { get; init; }

    internal DateTimeOffset? Now { get; set; }

    /// <summary>Settings as YAML.</summary>
    internal string Text { get; set; } = SettingsFolder.Good;

    /// <summary>Replaces what the settings became.</summary>
    internal Func<RunSettings, RunSettings> Change { get; set; } = static s => s;

    /// <summary>Puts a file below the box's root.</summary>
    internal DoctorBox With(string path, string text)
    {
        string file = Path.Combine(Folder, "root", path.TrimStart('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return this;
    }

    internal async Task<CheckResult> RunAsync(ICheck check)
    {
        File.WriteAllText(_folder.File, Text);
        SettingsReading reading = SettingsFile.Read(_folder.File);
        if (reading.Settings is { } settings) reading = reading with { Settings = Change(settings) };
        DoctorContext context = new(_folder.File, reading, Now is { } now ? new FixedTime(now) : TimeProvider.System)
        {
            Root = _folder.PathOf("root"),
            ModelsDirectory = _folder.PathOf("models"),
            Watch = TimeSpan.FromSeconds(3),
        };
        if (Camera is { } findings)
            context = new DoctorContext(_folder.File, reading, TimeProvider.System) { ModelsDirectory = "", Probe = (_, _, _, _) => findings };
        CheckResult result = Assert.Single(await check.RunAsync(context, CancellationToken.None));
        Assert.Equal(check.Id, result.Id);
        // Whatever is not well says why, and what to do.
        Assert.Equal(result.Outcome is CheckOutcome.Warning or CheckOutcome.Error, result.Cause is not null && result.NextStep is not null);
        return result;
    }

    internal async Task FindsAsync(ICheck check, CheckOutcome outcome, string sentence)
    {
        CheckResult result = await RunAsync(check);
        Assert.True(result.Outcome == outcome && result.Sentence.Contains(sentence, StringComparison.Ordinal), $"expected {outcome} '{sentence}': {result}");
    }

    public void Dispose() => _folder.Dispose();

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
