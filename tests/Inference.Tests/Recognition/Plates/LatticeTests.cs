using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Inference.Tests.Recognition.Plates;

public class LatticeTests
{
    private const string Few = "A1B";

    private static readonly FormatPrior Anything = Prior("X{2,6}");

    [Fact]
    public void The_greedy_text_joins_equal_neighbours_and_parts_them_at_no_character()
    {
        TextLattice lattice = LatticeText.Of("A.9", "A.8", "", "A.7 B.1", "1.6", "1.6", "B.4 A.3");
        char[] text = new char[8];
        Assert.Equal("AA1B", new string(text, 0, lattice.Greedy(text)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_score_of_a_text_is_the_sum_over_all_paths(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 5; round++)
        {
            TextLattice lattice = LatticeText.Random(random, random.Next(1, 7), Few);
            LatticeScorer scorer = new(8, UInt128.MaxValue);
            foreach ((string text, double probability) in LatticeText.AllTexts(lattice, Few))
                Assert.True(Math.Abs(Math.Log(probability) - scorer.LogProbability(lattice, new PlateText(text))) < 1e-4, $"seed {seed}, round {round}: {text}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_search_finds_the_best_text_of_all(int seed)
    {
        Random random = new(seed);
        PlateCandidate[] found = new PlateCandidate[4];
        for (int round = 0; round < 10; round++)
        {
            TextLattice lattice = LatticeText.Random(random, random.Next(3, 8), Few);
            int count = new LatticeSearch(Anything, 1).Find(lattice, found);
            KeyValuePair<string, double> best = LatticeText.AllTexts(lattice, Few).Where(static t => t.Key.Length is >= 2 and <= 6).MaxBy(static t => t.Value);
            Assert.True(count > 0, $"seed {seed}, round {round}");
            Assert.True(best.Key == found[0].Text.ToString(), $"seed {seed}, round {round}: {best.Key} is best, {found[0].Text} was found");
            // The search drops unlikely beginnings, which lowers its sums a little.
            Assert.Equal(Math.Log(best.Value), found[0].LogReading, 0.1);
        }
    }

    [Fact]
    public void Two_lines_are_one_text_whose_equal_characters_at_the_seam_both_count()
    {
        TextLattice upper = LatticeText.Of("A.9", "1.9"), lower = LatticeText.Of("1.8", "B.9"), both = new(1);
        both.Reserve(5);
        foreach (TextLattice line in new[] { upper, lower })
        {
            if (line == upper) both.CopyFrom(line);
            else both.Append(line);
        }
        char[] text = new char[8];
        Assert.Equal(5, both.Steps);
        Assert.Equal("A11B", new string(text, 0, both.Greedy(text)));
        LatticeScorer scorer = new(1, UInt128.MaxValue);
        scorer.Reserve(5);
        // All that is between the lines is certain: the chances of the halves multiply.
        Assert.Equal(
            scorer.LogProbability(upper, new PlateText("A1")) + scorer.LogProbability(lower, new PlateText("1B")), scorer.LogProbability(both, new PlateText("A11B")), 1e-5);
    }

    [Fact]
    public void A_format_decides_between_shapes_and_yields_to_clear_evidence()
    {
        FormatPrior german = Prior("LL 999");
        PlateCandidate[] found = new PlateCandidate[4];
        TextLattice unclear = LatticeText.Of("B.9", "", "O.5 0.5", "", "1.9", "", "O.55 0.4", "", "5.9");
        Assert.True(new LatticeSearch(german, 1).Find(unclear, found) > 0);
        Assert.Equal("BO105", found[0].Text.ToString());
        TextLattice clear = LatticeText.Of("B.99", "", "8.99", "", "1.99", "", "O.99", "", "5.99");
        FormatPrior both = FormatPrior.Create([File("LL 999", "X{5}")]);
        Assert.True(new LatticeSearch(both, 1).Find(clear, found) > 0);
        Assert.Equal("B81O5", found[0].Text.ToString());
    }

    [Fact]
    public void A_lattice_of_no_characters_says_nothing()
    {
        PlateCandidate[] found = new PlateCandidate[4];
        Assert.Equal(0, new LatticeSearch(Anything, 1).Find(LatticeText.Of("", "", ""), found));
        Assert.Equal(0, new LatticeSearch(Anything, 1).Find(new TextLattice(5), found));
    }

    [Fact]
    public void A_character_outside_of_the_formats_is_no_character()
    {
        PlateCandidate[] found = new PlateCandidate[4];
        TextLattice chinese = LatticeText.Of("皖.9", "", "A.9", "", "5.9", "", "1.9");
        Assert.True(new LatticeSearch(Prior("L 99"), 1).Find(chinese, found) > 0);
        Assert.Equal("A51", found[0].Text.ToString());
        Assert.True(found[0].LogReading > Math.Log(0.6), $"{found[0].LogReading}");
        Assert.True(new LatticeSearch(Prior("[皖京]L 99"), 1).Find(chinese, found) > 0);
        Assert.Equal("皖A51", found[0].Text.ToString());
    }

    [Fact]
    public void Places_tell_what_else_may_stand_there()
    {
        TextLattice lattice = LatticeText.Of("A.9 4.05", "", "8.6 B.3", "");
        float[] places = new float[2 * PlateAlphabet.Columns];
        new LatticeScorer(8, UInt128.MaxValue).Places(lattice, new PlateText("A8"), places);
        PlacePick second = PlacePick.From(places.AsSpan(PlateAlphabet.Columns));
        Assert.Equal(('8', 'B'), (second.Character(0), second.Character(1)));
        Assert.Equal(2.0 / 3, second.Probability(0), 0.03);
        Assert.Equal(1.0 / 3, second.Probability(1), 0.03);
        Assert.Equal('4', PlacePick.From(places.AsSpan(0, PlateAlphabet.Columns)).Character(1));
    }

    [Fact]
    public void Searching_and_scoring_allocate_nothing()
    {
        TextLattice lattice = LatticeText.Random(new Random(1), 26, PlateAlphabet.Latin);
        LatticeSearch search = new(PlateFormats.Open("auto"), 0.7);
        LatticeScorer scorer = new(26, UInt128.MaxValue);
        PlateCandidate[] found = new PlateCandidate[6];
        Assert.True(search.Find(lattice, found) > 0);
        float[] places = new float[12 * PlateAlphabet.Columns];
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 3; i++)
        {
            search.Find(lattice, found);
            scorer.LogProbability(lattice, found[0].Text);
            scorer.Places(lattice, found[0].Text, places);
        }
        allocations.AssertNone();
    }

    private static PlateFormatFile File(params string[] patterns) =>
        new() { Region = "test", Name = "test", Formats = [.. patterns.Select(static p => new PlateFormat { Country = "", Patterns = [p] })] };

    private static FormatPrior Prior(params string[] patterns) => FormatPrior.Create([File(patterns)]);
}
