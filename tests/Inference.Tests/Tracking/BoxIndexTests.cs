using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

public class BoxIndexTests
{
    [Fact]
    public void The_index_finds_what_asking_every_box_finds()
    {
        BoxIndex index = new();
        for (int seed = 0; seed < 200; seed++)
        {
            Random random = new(seed);
            BoundingBox[] boxes = [.. Enumerable.Range(0, random.Next(0, 120)).Select(_ => Any(random))];
            index.Build(boxes);
            for (int query = 0; query < 20; query++)
            {
                BoundingBox box = Any(random);
                float growth = random.Next(3) * 0.2f;
                List<int> found = [];
                index.Find(box, growth, found);
                Assert.True(Slow(boxes, box, growth).SequenceEqual(found.Order()), $"seed {seed}");
            }
        }
    }

    private static IEnumerable<int> Slow(BoundingBox[] boxes, BoundingBox box, float growth) => Enumerable.Range(0, boxes.Length).Where(i =>
    {
        float x = growth * boxes[i].Width, y = growth * boxes[i].Height;
        return boxes[i].X - x < box.Right && boxes[i].Right + x > box.X && boxes[i].Y - y < box.Bottom && boxes[i].Bottom + y > box.Y;
    });

    // Mostly small ones, some as large as the frame.
    private static BoundingBox Any(Random random)
    {
        float size = random.Next(10) == 0 ? 1 : 0.1f;
        return new BoundingBox(random.NextSingle() - 0.1f, random.NextSingle() - 0.1f, random.NextSingle() * size, random.NextSingle() * size);
    }
}
