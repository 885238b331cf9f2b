using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

public class StationaryMemoryTests
{
    private const string Source = "gate/centernet";

    private static readonly DateTimeOffset Since = new(2026, 11, 24, 22, 15, 30, TimeSpan.Zero);

    [Fact]
    public void What_was_saved_is_loaded()
    {
        StationaryObject[] objects = [.. Enumerable.Range(0, 3).Select(Any)];
        IReadOnlyList<StationaryObject> loaded = StationaryMemory.Load(new MemoryStream(Save(objects)), Source, out string? refusal);
        Assert.Null(refusal);
        Assert.Equal(objects.Select(Describe), loaded.Select(Describe));
    }

    [Fact]
    public void Nothing_is_a_memory_too() => Assert.Empty(StationaryMemory.Load(new MemoryStream(Save([])), Source, out _));

    [Fact]
    public void More_than_fit_are_left_out_youngest_first()
    {
        StationaryObject[] objects = [.. Enumerable.Range(0, StationaryMemory.ObjectsMax + 10).Select(i => Any(1) with { Since = Since.AddMinutes(-i) })];
        IReadOnlyList<StationaryObject> loaded = StationaryMemory.Load(new MemoryStream(Save(objects)), Source, out _);
        Assert.Equal(objects[^1].Since, loaded[0].Since);
        Assert.Equal((StationaryMemory.ObjectsMax, objects[10].Since), (loaded.Count, loaded[^1].Since));
    }

    [Fact]
    public void Every_changed_byte_and_every_cut_is_refused_with_a_reason()
    {
        byte[] good = Save([Any(2)]);
        for (int i = 0; i < good.Length; i += 1 + (i / 40))
        {
            byte[] changed = [.. good];
            changed[i] ^= 0x41;
            AssertRefused(changed, Source, "");
            AssertRefused(good[..i], Source, "");
        }
        AssertRefused([.. good, 0], Source, "checksum");
    }

    [Fact]
    public void A_memory_of_another_camera_model_or_version_is_refused_by_name()
    {
        byte[] good = Save([Any(0)]);
        AssertRefused(good, "yard/yolox", "of 'gate/centernet', not of 'yard/yolox'");
        AssertRefused([0x50, 0x4b, 3, 4, .. new byte[200]], Source, "not a memory");
        byte[] newer = [.. good];
        newer[4] = 2;
        AssertRefused(newer, Source, "version 2");
        AssertRefused([.. good[..4], .. new byte[3_000_000]], Source, "longer than");
    }

    // Sealed with a right checksum, so that the content itself is judged.
    [Fact]
    public void Objects_that_make_no_sense_are_refused()
    {
        foreach (BoundingBox box in (BoundingBox[])[new(float.NaN, 0, 0.1f, 0.1f), new(2, 2, 0.1f, 0.1f), new(0, 0, 0, 0.1f), new(0, 0, float.PositiveInfinity, 1)])
            AssertRefused(Save([Any(0) with { Box = box }]), Source, "its box");
        AssertRefused(Save([Any(0) with { ClassId = -1 }]), Source, "its class");
    }

    [Fact]
    public void What_cannot_be_saved_is_refused_before_anything_is_written()
    {
        using MemoryStream stream = new();
        Assert.Throws<ArgumentException>(() => StationaryMemory.Save(stream, new string('x', 300), []));
        Assert.Throws<ArgumentException>(() => StationaryMemory.Save(stream, Source, [Any(0) with { Anchor = new byte[5] }]));
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void Classes_that_the_detector_does_not_have_are_left_out()
    {
        Tracker tracker = new(new TrackerOptions());
        tracker.Restore([Any(0) with { ClassId = 5000 }, Any(1)], MediaTime.Zero, Since.AddHours(1));
        Assert.Equal(Any(1).Identity, Assert.Single(tracker.Stationary(Since)).Identity);
    }

    private static void AssertRefused(byte[] bytes, string source, string reason)
    {
        Assert.Empty(StationaryMemory.Load(new MemoryStream(bytes), source, out string? refusal));
        Assert.NotNull(refusal);
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
    }

    private static byte[] Save(IReadOnlyList<StationaryObject> objects)
    {
        using MemoryStream stream = new();
        StationaryMemory.Save(stream, Source, objects);
        return stream.ToArray();
    }

    private static StationaryObject Any(int seed)
    {
        Random random = new(seed);
        byte[] anchor = new byte[seed == 1 ? 0 : StationaryAnchors.Length];
        random.NextBytes(anchor);
        byte[] identity = new byte[16];
        random.NextBytes(identity);
        return new StationaryObject(new Guid(identity), seed, new BoundingBox(0.1f * seed, 0.2f, 0.3f, 0.1f), Since.AddMinutes(seed), anchor);
    }

    private static string Describe(StationaryObject item) =>
        $"{item.Identity} {item.ClassId} {item.Box} {item.Since:O} {Convert.ToHexString(item.Anchor.Span)}";
}
