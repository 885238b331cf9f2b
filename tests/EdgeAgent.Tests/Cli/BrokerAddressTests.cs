using SafeCity.Edge.Agent.Settings;

namespace SafeCity.Edge.Agent.Tests.Cli;

public sealed class BrokerAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:1884", "127.0.0.1", 1884)]
    [InlineData("broker.example", "broker.example", 1883)]
    [InlineData("[::1]:8883", "::1", 8883)]
    [InlineData("[::1]", "::1", 1883)]
    public void Addresses_are_read_and_written_back(string text, string host, int port)
    {
        BrokerAddress address = BrokerAddress.Parse(text);
        Assert.Equal((host, port), (address.Host, address.Port));
        Assert.Equal(address, BrokerAddress.Parse(address.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":1883")]
    [InlineData("host:")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:18x")]
    [InlineData("host:-1")]
    [InlineData("[::1")]
    [InlineData("mqtt://host")]
    [InlineData("two words")]
    public void A_wrong_address_is_refused_with_the_text_and_the_next_step(string text)
    {
        FormatException e = Assert.Throws<FormatException>(() => BrokerAddress.Parse(text));
        Assert.Contains($"'{text}'", e.Message, StringComparison.Ordinal);
        Assert.Contains("write", e.Message, StringComparison.Ordinal);
    }
}
