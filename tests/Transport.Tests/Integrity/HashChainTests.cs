using SafeCity.Edge.Transport.Integrity;
using Transport.Tests.Outbox;

namespace Transport.Tests.Integrity;

public sealed class HashChainTests
{
    [Fact]
    public void Digest_is_sha256_in_base64url_without_padding()
    {
        // FIPS 180-2, appendix B.1: SHA-256 of "abc" is ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad.
        Assert.Equal("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0", HashChain.Text(HashChain.Digest("abc"u8)));
        Assert.Equal(HashChain.Digest("abc"u8), HashChain.FirstDigest("abc"));
    }

    [Fact]
    public void A_salt_has_16_bytes_of_the_given_source_of_chance()
    {
        byte[] expected = new byte[HashChain.SaltBytes];
        new SeededRandomBytes(5).Fill(expected);
        Assert.Equal(16, HashChain.SaltBytes);
        Assert.Equal(HashChain.Text(expected), HashChain.NewSalt(new SeededRandomBytes(5)));
    }

    [Fact]
    public void The_operating_systems_salts_do_not_repeat() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => HashChain.NewSalt(new SystemRandomBytes())).Distinct().Count());
}
