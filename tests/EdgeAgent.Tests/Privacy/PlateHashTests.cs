using SafeCity.Edge.Agent.Privacy;

namespace SafeCity.Edge.Agent.Tests.Privacy;

public sealed class PlateHashTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plate-hash-");

    private string Key => Path.Combine(_folder.FullName, "plate-hash.key");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_same_plate_has_the_same_hash_also_after_a_restart_and_another_one_on_another_box()
    {
        string hash = PlateHash.Open(Key).Of("ABC1234");
        Assert.Equal(22, hash.Length);
        Assert.Equal(hash, PlateHash.Open(Key).Of("ABC1234"));
        Assert.NotEqual(hash, PlateHash.Open(Key).Of("ABC1235"));
        Assert.NotEqual(hash, PlateHash.Open(Key + "2").Of("ABC1234"));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Only_the_agent_s_user_can_read_the_key()
    {
        PlateHash.Open(Key);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Key));
    }

    [Fact]
    public void A_damaged_key_is_refused_with_the_next_step()
    {
        File.WriteAllText(Key, "short");
        Assert.Contains("restore it or move it away", Assert.Throws<InvalidDataException>(() => PlateHash.Open(Key)).Message);
    }
}
