using System.Diagnostics;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Plates;
using Xunit.Abstractions;

namespace SafeCity.Edge.Inference.Tests.Recognition.Plates;

public class PlateListTests(ITestOutputHelper output)
{
    private const int Many = 100_000;

    [Fact]
    public void Plates_are_found_as_people_write_them()
    {
        PlateList list = PlateList.Create("stolen", ["# from 2026-11", "", "ab-c 12.34  # red van", "皖A·12345"]);
        Assert.Equal(2, list.Count);
        Assert.True(list.TryMatch(new PlateText("ABC1234"), out PlateMatch match));
        Assert.Equal(new PlateMatch("stolen", new PlateText("ABC1234"), PlateMatchKind.Exact, 0), match);
        Assert.True(list.TryMatch(new PlateText("皖A12345"), out _));
        Assert.False(list.TryMatch(new PlateText("XYZ9876"), out _));
    }

    [Theory]
    [InlineData("ABC1O34", 0.1f)]
    [InlineData("A8C1034", 0.35f)]
    [InlineData("A8C1O34", 0.45f)]
    [InlineData("ABC1934", 1f)]
    [InlineData("ABC134", 1f)]
    [InlineData("ABC10334", 1f)]
    public void A_misreading_is_near_by_its_shapes(string read, float distance)
    {
        PlateList list = PlateList.Create("stolen", ["ABC1034"]);
        Assert.True(list.TryMatch(new PlateText(read), out PlateMatch match));
        Assert.Equal((PlateMatchKind.Fuzzy, "ABC1034"), (match.Kind, match.Entry.ToString()));
        Assert.Equal(distance, match.Distance, 1e-5f);
        Assert.False(list.TryMatch(new PlateText(read), out _, distanceMax: 0));
    }

    [Fact]
    public void Two_wrong_characters_are_another_plate()
    {
        PlateList list = PlateList.Create("stolen", ["ABC1034"]);
        Assert.False(list.TryMatch(new PlateText("AXC1934"), out _));
        Assert.False(list.TryMatch(new PlateText("C1034"), out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Keys_find_what_comparing_with_every_entry_finds(int seed)
    {
        Random random = new(seed);
        string[] entries = [.. Enumerable.Range(0, 3000).Select(_ => RandomPlate(random, "AB801OI", 4, 6))];
        PlateList list = PlateList.Create("x", entries);
        for (int i = 0; i < 300; i++)
        {
            PlateText plate = new(RandomPlate(random, "AB801OIC7", 3, 7));
            float least = entries.Min(e => PlateDistance.Between(plate, new PlateText(e)));
            bool found = list.TryMatch(plate, out PlateMatch match);
            Assert.True(found == least <= 1 || SharesNoKey(plate, entries, least), $"seed {seed}: {plate}, least {least}, found {found}");
            if (found) Assert.True(match.Distance >= least - 1e-5f, $"seed {seed}: {plate}");
        }
    }

    [Fact]
    public void A_hundred_thousand_entries_are_matched_in_less_than_a_millisecond()
    {
        Random random = new(7);
        string[] entries = [.. Enumerable.Range(0, Many).Select(_ => RandomPlate(random, PlateAlphabet.Latin, 6, 8))];
        PlateList list = PlateList.Create("big", entries);
        PlateText[] queries = [.. entries.Take(2000).Select(e => Misread(e, random))];
        foreach (PlateText query in queries) list.TryMatch(query, out _);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        int found = 0;
        TimeSpan best = TimeSpan.MaxValue;
        // The best of many batches: other work on the machine only adds.
        for (int batch = 0; batch < queries.Length; batch += 50)
        {
            long start = Stopwatch.GetTimestamp();
            foreach (PlateText query in queries.AsSpan(batch, 50))
                if (list.TryMatch(query, out _)) found++;
            TimeSpan each = Stopwatch.GetElapsedTime(start) / 50;
            if (each < best) best = each;
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - allocated);
        output.WriteLine($"{best.TotalMicroseconds:0.0} microseconds a plate among {list.Count}");
        Assert.Equal(queries.Length, found);
        Assert.True(best < TimeSpan.FromMilliseconds(1), $"{best}");
    }

    [Fact]
    public void Lines_that_are_no_plates_are_refused_by_number()
    {
        PlateFormatException e = Assert.Throws<PlateFormatException>(() => PlateList.Create("x", ["ABC1234", "A", "what? no", "ABCDEFGHIJKLM"]));
        Assert.Contains("line 2: 'A'; line 3: 'what? no'; line 4: 'ABCDEFGHIJKLM'", e.Message, StringComparison.Ordinal);
        Assert.Contains("check the path", Assert.Throws<PlateFormatException>(() => PlateList.Load("/nowhere/list.txt")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_plate_is_news_again_after_300_seconds_only()
    {
        PlateMemory memory = new();
        Assert.True(memory.IsNews(new PlateText("ABC1034"), Second(0)));
        Assert.False(memory.IsNews(new PlateText("ABC1034"), Second(200)));
        Assert.False(memory.IsNews(new PlateText("ABC1O34"), Second(499)));
        Assert.True(memory.IsNews(new PlateText("ABC1034"), Second(799)));
        Assert.True(memory.IsNews(new PlateText("ABC9034"), Second(799)));
    }

    [Fact]
    public void A_full_memory_forgets_the_oldest()
    {
        PlateMemory memory = new();
        for (int i = 0; i < 257; i++) Assert.True(memory.IsNews(new PlateText($"{i:0000}{i:0000}"), Second(i)));
        Assert.False(memory.IsNews(new PlateText("00010001"), Second(257)));
        Assert.True(memory.IsNews(new PlateText("00000000"), Second(257)));
    }

    private static MediaTime Second(int seconds) => MediaTime.Zero + TimeSpan.FromSeconds(seconds);

    private static string RandomPlate(Random random, string characters, int least, int most) =>
        new([.. Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => characters[random.Next(characters.Length)])]);

    private static PlateText Misread(string text, Random random)
    {
        PlateText plate = new(text);
        plate.Replace(random.Next(text.Length), PlateAlphabet.Latin[random.Next(36)]);
        return plate;
    }

    // Cheap pairs across two shapes (as 3 for 8) in several places cost little but share no key: known, and rare.
    private static bool SharesNoKey(PlateText plate, string[] entries, float least) =>
        entries.All(e => PlateDistance.Between(plate, new PlateText(e)) > least || Shapes(plate.ToString(), e) > 1);

    private static int Shapes(string a, string b) =>
        a.Length != b.Length ? 2 : Enumerable.Range(0, a.Length).Count(i => PlateDistance.Shape(a[i]) != PlateDistance.Shape(b[i]));
}
