using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Tests.Settings;

public sealed class SecretTests : IDisposable
{
    private const string Canary = "c4n4ry";

    private readonly SettingsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_secret_does_not_show_itself()
    {
        Secret secret = new(Canary);
        Assert.Equal(("(redacted)", Canary), ($"{secret}", secret.Reveal()));
    }

    [Theory]
    [InlineData("rtsp://admin:c4n4ry@192.0.2.7/a")]
    [InlineData("rtsp://:c4n4ry@192.0.2.7/a")]
    [InlineData("rtsp://192.0.2.7/a?user=x&password=c4n4ry")]
    [InlineData("rtsp://admin:c4n4ry@")]
    public void A_password_in_an_address_is_refused_and_not_repeated(string source)
    {
        string fault = Assert.Single(_folder.Faults(SettingsFolder.Good.Replace("clip.avi", $"'{source}'", StringComparison.Ordinal)));
        Assert.Contains("write rtsp://user:${secret:NAME}@host/path", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_of_the_broker_in_the_settings_is_refused_and_not_repeated()
    {
        string fault = Assert.Single(_folder.Faults(SettingsFolder.Good.Replace("host:", $"password: {Canary}\n  user: a\n  host:", StringComparison.Ordinal)));
        Assert.Contains("a secret does not stand in the settings", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_secrets_file_is_told_without_its_contents()
    {
        _folder.WriteSecrets($"a: [{Canary}\nb: '{Canary}\n");
        Assert.All(_folder.Faults(SettingsFolder.Good), f => Assert.DoesNotContain(Canary, f, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupWrite)]
    public void A_secrets_file_that_others_can_read_is_refused(UnixFileMode mode)
    {
        _folder.WriteSecrets("a: b\n", mode);
        Assert.Contains("secrets.yaml: others can read or write the secrets: run 'chmod 600' on it", Assert.Single(_folder.Faults(SettingsFolder.Good)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_is_not_there_names_the_command_that_sets_it() => Assert.Contains(
        "the secrets file holds no 'gate': run 'safecity-edge config set-secret gate'",
        Assert.Single(_folder.Faults(SettingsFolder.Good.Replace("clip.avi", "rtsp://a:${secret:gate}@192.0.2.7/a", StringComparison.Ordinal))), StringComparison.Ordinal);

    [Fact]
    public void A_reference_where_no_secret_belongs_is_a_fault()
    {
        _folder.WriteSecrets($"a: {Canary}\n");
        string fault = Assert.Single(_folder.Faults(SettingsFolder.Good.Replace("harbour", "'${secret:a}'", StringComparison.Ordinal)));
        Assert.Contains("no secrets are taken here", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_is_at_fault_only_with_its_secret_does_not_tell_it()
    {
        _folder.WriteSecrets($"a: '{Canary}'\n");
        string fault = Assert.Single(_folder.Faults(SettingsFolder.Good.Replace("clip.avi", "http://a:${secret:a}@192.0.2.7/a", StringComparison.Ordinal)));
        Assert.DoesNotContain(Canary, fault, StringComparison.Ordinal);
    }
}
