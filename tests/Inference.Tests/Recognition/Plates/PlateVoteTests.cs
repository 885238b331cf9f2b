using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Inference.Tests.Recognition.Plates;

public class PlateVoteTests
{
    private static readonly FormatPrior Brazil = PlateFormats.Open("br");
    private static readonly FormatPrior Generic = PlateFormats.Open("generic");

    [Fact]
    public void The_majority_wins_and_the_best_of_its_readings_is_the_evidence()
    {
        PlateVote vote = new(Brazil);
        vote.Add(Sighting("ABC1234", 0.8f, width: 80), Second(1));
        vote.Add(Sighting("ABC1284", 0.8f, width: 80), Second(2));
        vote.Add(Sighting("ABC1234", 0.8f, width: 140), Second(3));
        Assert.True(vote.TryDecide(out PlateVerdict verdict));
        Assert.Equal("ABC1234", verdict.Reading.Text.ToString());
        Assert.Equal((3, 2, Second(3)), (verdict.Readings, verdict.Agreeing, verdict.EvidenceTime));
        Assert.Equal("ABC1234", verdict.Evidence.Reading.Text.ToString());
        Assert.True(verdict.IsPublishable);
        Assert.Equal(('3', '8'), (verdict.Reading[5].Character(0), verdict.Reading[5].Character(1)));
    }

    [Fact]
    public void A_format_outvotes_a_doubtful_letter_in_a_digits_place()
    {
        PlateVote vote = new(Brazil);
        for (int i = 0; i < 3; i++) vote.Add(Sighting("ABC12O4", 0.5f, place: 5, other: '0', share: 0.45f), Second(i));
        Assert.True(vote.TryDecide(out PlateVerdict verdict));
        Assert.Equal("ABC1204", verdict.Reading.Text.ToString());
    }

    [Fact]
    public void One_reading_is_not_published_and_a_preview_takes_five()
    {
        PlateVote vote = new(Brazil);
        Assert.False(vote.TryDecide(out _));
        for (int i = 1; i <= 5; i++)
        {
            Assert.False(vote.HasPreview);
            vote.Add(Sighting("ABC1234", 0.9f), Second(i));
            Assert.True(vote.TryDecide(out PlateVerdict verdict));
            Assert.Equal(i >= 2, verdict.IsPublishable);
        }
        Assert.True(vote.HasPreview);
    }

    [Fact]
    public void A_weak_detection_is_not_counted()
    {
        PlateVote vote = new(Generic);
        Assert.False(vote.Add(Sighting("C00D", 0.9f) with { DetectorScore = 0.3f }, Second(1)));
        Assert.False(vote.TryDecide(out _));
    }

    [Fact]
    public void A_wide_sharp_reading_outweighs_two_small_blurred_ones()
    {
        PlateVote vote = new(Generic);
        vote.Add(Sighting("AB1234", 0.9f, width: 160), Second(1));
        vote.Add(Sighting("AB1284", 0.6f, width: 30) with { Sharpness = 0 }, Second(2));
        vote.Add(Sighting("AB1284", 0.6f, width: 30) with { Sharpness = 0 }, Second(3));
        Assert.True(vote.TryDecide(out PlateVerdict verdict));
        Assert.Equal("AB1234", verdict.Reading.Text.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_of_readings_makes_no_difference(int seed)
    {
        Random random = new(seed);
        (PlateSighting Sighting, MediaTime Time)[] readings = [.. Enumerable.Range(0, 12).Select(i =>
            (Sighting(random.Next(3) == 0 ? "ABC1Z34" : "ABC1234", 0.3f + (0.05f * i), width: 40 + (9 * i), place: random.Next(7), other: 'X', share: 0.1f), Second(i)))];
        PlateVerdict first = Decide(readings);
        for (int round = 0; round < 5; round++)
        {
            random.Shuffle(readings);
            PlateVerdict other = Decide(readings);
            Assert.True(first.Reading.Text == other.Reading.Text && first.EvidenceTime == other.EvidenceTime && first.Agreeing == other.Agreeing, $"seed {seed}, round {round}");
            Assert.Equal(first.Reading.Confidence, other.Reading.Confidence, 1e-5f);
        }
    }

    [Fact]
    public void Agreement_raises_the_confidence_and_dissent_lowers_it()
    {
        PlateVote vote = new(Brazil);
        vote.Add(Sighting("ABC1234", 0.8f), Second(1));
        vote.TryDecide(out PlateVerdict one);
        vote.Add(Sighting("ABC1234", 0.8f), Second(2));
        vote.TryDecide(out PlateVerdict two);
        vote.Add(Sighting("XYZ9876", 0.8f), Second(3));
        vote.TryDecide(out PlateVerdict three);
        Assert.True(one.Reading.Confidence < two.Reading.Confidence);
        Assert.True(three.Reading.Confidence < two.Reading.Confidence);
        vote.Clear();
        Assert.False(vote.TryDecide(out _));
    }

    [Fact]
    public void Voting_allocates_nothing()
    {
        PlateVote vote = new(Brazil);
        PlateSighting sighting = Sighting("ABC1234", 0.8f);
        vote.Add(sighting, Second(1));
        vote.TryDecide(out _);
        AllocationCheck allocations = AllocationCheck.Start();
        vote.Add(sighting, Second(2));
        vote.TryDecide(out _);
        allocations.AssertNone();
    }

    private static PlateVerdict Decide((PlateSighting Sighting, MediaTime Time)[] readings)
    {
        PlateVote vote = new(Brazil);
        foreach ((PlateSighting sighting, MediaTime time) in readings) vote.Add(sighting, time);
        Assert.True(vote.TryDecide(out PlateVerdict verdict));
        return verdict;
    }

    private static MediaTime Second(int seconds) => MediaTime.Zero + TimeSpan.FromSeconds(seconds);

    // A reading whose every place is sure by its confidence, but for one in which another character has a share.
    private static PlateSighting Sighting(string text, float confidence, float width = 120, int place = -1, char other = '\0', float share = 0)
    {
        PlateReading reading = new() { Text = new PlateText(text), Confidence = confidence };
        float[] row = new float[PlateAlphabet.Columns];
        for (int i = 0; i < text.Length; i++)
        {
            Array.Clear(row);
            if (i == place) row[PlateAlphabet.Column(other)] = share;
            row[PlateAlphabet.Column(text[i])] = i == place ? 0.99f - share : 0.99f;
            reading.SetPlace(i, PlacePick.From(row));
        }
        return new PlateSighting { LinePixels = width, Sharpness = 0.6f, DetectorScore = 0.9f, Reading = reading };
    }
}
