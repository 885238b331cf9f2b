using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Setup;

/// <summary>A camera as it was answered.</summary>
internal sealed record SetupCamera(string Name, string Source, string? User, string? Password)
{
    internal string? Purpose { get; init; }

    /// <summary>Under which its password is kept.</summary>
    internal string SecretName => "camera-" + Name;

    /// <summary>The source with its secrets.</summary>
    /// <exception cref="VideoSourceException">It is no source.</exception>
    internal VideoSource Open() => VideoSource.Parse(User is null ? Source : WithUser(Uri.EscapeDataString(Password ?? "")));

    /// <summary>As it stands in the settings.</summary>
    internal string Written() => User is null
        ? Source.Contains("://", StringComparison.Ordinal) ? Source : Path.GetFullPath(Source)
        : WithUser($"${{secret:{SecretName}}}");

    // Not the record's own text, which would show the password.
    public override string ToString() => Name;

    private string WithUser(string password)
    {
        int slashes = Source.IndexOf("://", StringComparison.Ordinal) + 3;
        return $"{Source[..slashes]}{Uri.EscapeDataString(User!)}:{password}@{Source[slashes..]}";
    }
}
