using SafeCity.Edge.Agent.Overlay;

namespace SafeCity.Edge.Agent.Tests.Overlay;

public sealed class PixelFontTests
{
    private const string Signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:-+/%#()_= ";

    [Fact]
    public void All_glyphs_differ_from_each_other_and_from_the_box_of_unknown_signs()
    {
        ulong unknown = PixelFont.Glyph('\u20ac');
        ulong[] glyphs = [.. Signs.Select(PixelFont.Glyph)];
        Assert.Equal(Signs.Length, glyphs.Distinct().Count());
        Assert.DoesNotContain(unknown, glyphs);
    }

    [Fact]
    public void A_glyph_fits_into_its_dots() =>
        Assert.All(Signs, c => Assert.Equal(0ul, PixelFont.Glyph(c) >> (PixelFont.Rows * PixelFont.Columns)));

    [Fact]
    public void Lower_case_is_shown_as_capitals() =>
        Assert.All("abcxyz", c => Assert.Equal(PixelFont.Glyph(char.ToUpperInvariant(c)), PixelFont.Glyph(c)));

    [Fact]
    public void Every_sign_of_a_label_has_a_glyph() =>
        Assert.All("#12 motorcycle 0.91 frame 7: 3 tracked", c => Assert.NotEqual(PixelFont.Glyph('\u20ac'), PixelFont.Glyph(c)));
}
