using System.Text;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Inference.Tests.Recognition.Plates;

public class PlateFormatsTests
{
    private static readonly string[] EuCountries =
        ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"];

    [Fact]
    public void Every_region_that_the_product_promises_can_be_opened()
    {
        foreach (string region in new[] { "auto", "br", "cn", "eu", "generic", "in", "us" }) Assert.True(PlateFormats.Open(region).PatternCount > 1, region);
        Assert.Equal("auto", PlateFormats.Regions[0]);
    }

    [Fact]
    public void Every_country_of_the_union_has_a_format()
    {
        FormatPrior eu = PlateFormats.Open("eu");
        HashSet<string> countries = [.. Enumerable.Range(0, eu.PatternCount).Select(eu.Country)];
        Assert.Empty(EuCountries.Except(countries));
    }

    [Theory]
    [InlineData("eu", "BBR1234", "DE")]
    [InlineData("eu", "RK755AJ", "SK")]
    [InlineData("eu", "1234BCD", "ES")]
    [InlineData("eu", "CJ12ABC", "RO")]
    [InlineData("eu", "ZG1234AB", "HR")]
    [InlineData("br", "HPM9362", "BR")]
    [InlineData("br", "ABC1D23", "BR")]
    [InlineData("us", "7ABC123", "CA")]
    [InlineData("cn", "皖A12345", "CN")]
    [InlineData("in", "KA05MJ1234", "IN")]
    public void A_plate_of_a_country_is_likelier_than_chance_and_tells_the_country(string region, string text, string country)
    {
        FormatPrior prior = PlateFormats.Open(region);
        double gain = prior.LogGain(new PlateText(text), 1, out int pattern);
        Assert.Equal(country, prior.Country(pattern));
        Assert.True(gain > 0, $"{gain}");
    }

    [Fact]
    public void A_district_that_does_not_exist_is_unlikely()
    {
        FormatPrior prior = PlateFormats.Open("in");
        Assert.True(prior.LogGain(new PlateText("KA05MJ1234"), 1, out _) > prior.LogGain(new PlateText("QX05MJ1234"), 1, out _) + 3);
    }

    [Fact]
    public void A_text_that_no_format_makes_is_unlikely_but_not_impossible()
    {
        double gain = PlateFormats.Open("br").LogGain(new PlateText("A1"), 1, out int pattern);
        Assert.Equal(-1, pattern);
        Assert.True(gain is < -5 and > -20, $"{gain}");
    }

    [Fact]
    public void The_gain_of_a_format_is_the_share_of_its_texts()
    {
        // Two formats of equal weight, of 10 and of 36 * 36 texts; chance: 36 * 36 texts of this length, a quarter of all.
        FormatPrior prior = FormatPrior.Create([Parse("""{"region":"t","name":"t","formats":[{"country":"A","patterns":["[X]9"]},{"country":"","patterns":["XX"]}]}""")]);
        double expected = Math.Log(((0.5 / 10) + (0.5 / 1296)) * 1296 / 0.25);
        Assert.Equal(expected, prior.LogGain(new PlateText("X5"), 1, out int pattern), 1e-5);
        Assert.Equal("A", prior.Country(pattern));
    }

    [Theory]
    [InlineData("{", "can")]
    [InlineData("""{"region":"t","name":"t","formats":[]}""", "no formats")]
    [InlineData("""{"region":"t","name":"t","formats":[{"country":"A","patterns":["L{9"]}]}""", "count")]
    [InlineData("""{"region":"t","name":"t","formats":[{"country":"A","patterns":["LQ"]}]}""", "'Q'")]
    [InlineData("""{"region":"t","name":"t","formats":[{"country":"A","patterns":["[AB"]}]}""", "without ]")]
    [InlineData("""{"region":"t","name":"t","formats":[{"country":"A","patterns":["L{13}"]}]}""", "count")]
    [InlineData("""{"region":"t","name":"t","formats":[{"country":"A","patterns":["L"]}]}""", "characters")]
    [InlineData("""{"region":"t","name":"t","formats":[{"country":"A","patterns":["LL"],"weight":-1}]}""", "weight")]
    [InlineData("""{"region":"t","name":"t","formats":[{"country":"A","patterns":["LL"],"pattern":1}]}""", "pattern")]
    [InlineData("""{"region":"t","name":"t","formats":[{"country":"A","patterns":["X{1,4}X{1,4}X{1,4}X{1,4}X{1,4}"]}]}""", "split it")]
    public void A_file_with_a_fault_is_refused_by_name(string json, string named)
    {
        PlateFormatException e = Assert.Throws<PlateFormatException>(() => Parse(json));
        Assert.Contains("plate formats t", e.Message, StringComparison.Ordinal);
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        PlateFormatException e = Assert.Throws<PlateFormatException>(
            () => Parse("""{"region":"","name":"t","formats":[{"country":"A","patterns":["Q"]},{"country":"B","patterns":[]}]}"""));
        Assert.Contains("region", e.Message, StringComparison.Ordinal);
        Assert.Contains("formats[0]", e.Message, StringComparison.Ordinal);
        Assert.Contains("formats[1]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_region_and_a_missing_file_say_what_to_do()
    {
        Assert.Contains("use one of auto, br", Assert.Throws<PlateFormatException>(() => PlateFormats.Open("mars")).Message, StringComparison.Ordinal);
        Assert.Contains("check the path", Assert.Throws<PlateFormatException>(() => PlateFormats.Load("/nowhere/formats.json")).Message, StringComparison.Ordinal);
    }

    private static PlateFormatFile Parse(string json) => PlateFormats.Parse(Encoding.UTF8.GetBytes(json), "t");
}
