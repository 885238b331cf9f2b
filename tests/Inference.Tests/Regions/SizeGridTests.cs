using System.Text;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Regions;

namespace SafeCity.Edge.Inference.Tests.Regions;

public class SizeGridTests
{
    private const float Aspect = 16f / 9;

    private static readonly BoundingBox Person = new(0.50f, 0.30f, 0.05f, 0.20f);

    [Fact]
    public void A_size_is_known_after_five_sightings_and_only_where_they_were()
    {
        SizeGrid grid = new();
        for (int i = 0; i < 4; i++) grid.Learn(Person, Aspect);
        Assert.Equal(0, grid.UsualSide(Person));
        grid.Learn(Person, Aspect);
        Assert.Equal(0.2f, grid.UsualSide(Person), 5);
        Assert.Equal(0, grid.UsualSide(Person with { X = 0.1f }));
        Assert.Equal(5, grid.Learned);
    }

    [Fact]
    public void Wide_objects_count_by_their_width_in_heights_of_the_frame()
    {
        SizeGrid grid = new();
        BoundingBox bus = new(0.2f, 0.5f, 0.4f, 0.2f);
        for (int i = 0; i < 10; i++) grid.Learn(bus, Aspect);
        Assert.Equal(0.4f * Aspect, grid.UsualSide(bus), 4);
    }

    [Fact]
    public void Nearly_all_sizes_that_were_seen_stay_below_the_usual_one()
    {
        SizeGrid grid = new();
        Random random = new(4);
        float[] sides = [.. Enumerable.Range(0, 400).Select(_ => 0.15f + (0.1f * (float)random.NextDouble()))];
        foreach (float side in sides) grid.Learn(Person with { Y = Person.Bottom - side, Height = side }, Aspect);
        float usual = grid.UsualSide(Person);
        Assert.InRange(usual, 0.15f, 0.3f);
        Assert.InRange(sides.Count(s => s <= usual), 380, 400);
    }

    [Fact]
    public void What_was_saved_is_loaded_and_saved_the_same_again()
    {
        SizeGrid grid = new();
        Random random = new(9);
        for (int i = 0; i < 500; i++)
            grid.Learn(new BoundingBox((float)random.NextDouble(), (float)random.NextDouble(), 0.1f, 0.3f * (float)random.NextDouble()), Aspect);
        byte[] saved = Save(grid);
        using MemoryStream stream = new(saved);
        SizeGrid loaded = SizeGrid.Load(stream);
        Assert.Equal(saved, Save(loaded));
        Assert.Equal(0, loaded.Learned);
        Assert.InRange(saved.Length, 1, 8 * 1024);
    }

    [Theory]
    [InlineData("", "not readable")]
    [InlineData("null", "version 1")]
    [InlineData("{}", "not readable")]
    [InlineData("[1,2]", "not readable")]
    [InlineData("{\"version\":1,\"cells\":[]}", "64 cells")]
    [InlineData("{\"version\":1,\"cells\":null}", "not readable")]
    [InlineData("{\"version\":1,\"cells\":[],\"more\":1}", "not readable")]
    [InlineData("{\"version\":1,\"version\":1,\"cells\":[]}", "not readable")]
    public void Content_that_is_no_grid_is_refused_with_what_to_do(string content, string says) => AssertRefused(content, says);

    [Theory]
    [InlineData("{\"count\":-1,\"mean\":0.1,\"deviation\":0}", "cell 7")]
    [InlineData("{\"count\":5,\"mean\":-0.1,\"deviation\":0}", "cell 7")]
    [InlineData("{\"count\":5,\"mean\":1e30,\"deviation\":0}", "cell 7")]
    [InlineData("{\"count\":5,\"mean\":0.1,\"deviation\":9}", "cell 7")]
    [InlineData("{\"count\":5,\"mean\":\"NaN\",\"deviation\":0}", "not readable")]
    [InlineData("{\"count\":5,\"mean\":1e99,\"deviation\":0}", "cell 7")]
    [InlineData("{\"count\":5,\"mean\":0.1}", "not readable")]
    public void A_cell_that_cannot_be_is_refused_by_its_number(string cell, string says)
    {
        string good = "{\"count\":0,\"mean\":0,\"deviation\":0}";
        string cells = string.Join(',', Enumerable.Range(0, 64).Select(i => i == 7 ? cell : good));
        AssertRefused($"{{\"version\":1,\"cells\":[{cells}]}}", says);
    }

    [Fact]
    public void Any_cut_of_a_saved_grid_is_refused_and_a_file_of_megabytes_is_not_even_read()
    {
        SizeGrid grid = new();
        for (int i = 0; i < 10; i++) grid.Learn(Person, Aspect);
        string text = Encoding.UTF8.GetString(Save(grid));
        for (int length = 0; length < text.Length; length += 37) AssertRefused(text[..length], "not readable");
        AssertRefused(new string(' ', 1_000_000), "at most");
    }

    [Theory]
    [InlineData(float.NaN, 0.1f)]
    [InlineData(0.1f, float.PositiveInfinity)]
    [InlineData(0f, 0f)]
    [InlineData(-1f, -1f)]
    [InlineData(100f, 0.1f)]
    public void Sizes_that_cannot_be_are_not_learned(float width, float height)
    {
        SizeGrid grid = new();
        for (int i = 0; i < 10; i++) grid.Learn(new BoundingBox(0.5f, 0.5f, width, height), Aspect);
        Assert.Equal(0, grid.Learned);
    }

    private static void AssertRefused(string content, string says)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(content));
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => SizeGrid.Load(stream));
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
        Assert.Contains("delete", e.Message, StringComparison.Ordinal);
    }

    private static byte[] Save(SizeGrid grid)
    {
        using MemoryStream stream = new();
        grid.Save(stream);
        return stream.ToArray();
    }
}
