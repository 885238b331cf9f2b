using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Inference.Native.OnnxRuntime;
using SafeCity.Edge.Transport.Native.Mosquitto;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>Every native library is there in a version that the agent knows.</summary>
internal sealed class LibrariesCheck : BoxCheck
{
    public override string Id => "libraries";

    public override string Title => "native libraries";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        List<string> versions = [];
        foreach ((string name, Func<string> read) in Libraries)
        {
            try
            {
                versions.Add($"{name} {read()}");
            }
            catch (Exception e) when (e is DllNotFoundException or NotSupportedException or OnnxRuntimeException || e is TypeInitializationException { InnerException: DllNotFoundException or NotSupportedException })
            {
                string reason = e is TypeInitializationException { InnerException: { } inner } ? inner.Message : e.Message;
                return Task.FromResult(Fail($"{name} cannot be used: {reason}", "the package is incomplete, or another version of a library was installed over it", "install the package again, or see 'safecity-edge version'"));
            }
        }
        return Task.FromResult(Fine(string.Join(", ", versions)));
    }

    /// <summary>Tests put their own here.</summary>
    internal IReadOnlyList<(string Name, Func<string> Version)> Libraries { get; init; } =
    [
        ("ONNX Runtime", static () => OnnxRuntimeLibrary.Version),
        ("libavcodec", static () => AvLibraries.All.First(l => l.Name.Contains("codec", StringComparison.Ordinal)).Version.ToString()),
        ("SQLite", static () => SqliteLibrary.Version),
        ("libmosquitto", static () => MosquittoLibrary.Version.ToString()),
    ];
}
