using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

/// <summary>People who walk straight through a picture, seen by a detector with jitter and misses; the same for the same seed.</summary>
internal sealed class Crowd(int seed)
{
    internal int Persons { get; init; } = 8;

    internal double MissedPart { get; init; } = 0.1;

    /// <summary>Of a person, in parts of the frame.</summary>
    internal double Height { get; init; } = 0.12;

    /// <summary>What is seen at a moment, in seconds; the moment's number chooses jitter and misses.</summary>
    internal DetectedObject[] At(double time, int moment)
    {
        List<DetectedObject> seen = [];
        for (int person = 0; person < Persons; person++)
        {
            // Jitter belongs to person and moment, so that a frame left out does not change the others.
            Random jitter = new((seed * 7919) + (person * 104729) + (moment * 31));
            BoundingBox box = Box(person, time);
            float dx = (float)((jitter.NextDouble() - 0.5) * 0.1 * box.Width), dy = (float)((jitter.NextDouble() - 0.5) * 0.06 * box.Height);
            float score = 0.5f + (0.45f * jitter.NextSingle());
            BoundingBox visible = (box with { X = box.X + dx, Y = box.Y + dy }).ClipToFrame();
            if (jitter.NextDouble() >= MissedPart && visible.Area > 0.5f * box.Area) seen.Add(new DetectedObject(visible, score, Scene.Person));
        }
        return [.. seen];
    }

    /// <summary>Which confirmed track lies best on which person, one each.</summary>
    internal Dictionary<int, int> Match(double time, IReadOnlyList<Track> tracks)
    {
        Dictionary<int, int> numbers = [];
        HashSet<int> taken = [];
        var pairs = from person in Enumerable.Range(0, Persons)
                    from track in tracks
                    where track.State == TrackState.Confirmed
                    let overlap = BoundingBox.IntersectionOverUnion(Box(person, time), track.Box)
                    where overlap >= 0.5
                    orderby overlap descending
                    select (person, track.Number);
        foreach ((int person, int number) in pairs)
            if (!numbers.ContainsKey(person) && taken.Add(number)) numbers.Add(person, number);
        return numbers;
    }

    // Each on a lane of his own, so that who is who is never in doubt; from outside, through, and out, at 0.2 to 0.8 heights a second.
    private BoundingBox Box(int person, double time)
    {
        Random own = new((seed * 1009) + person);
        double lane = (person + 0.5) / Persons * (1 - Height), speed = Height * (0.2 + (0.6 * own.NextDouble())) * (own.Next(2) == 0 ? 1 : -1);
        double x = (0.1 + (0.8 * own.NextDouble())) + (speed * time);
        return new BoundingBox((float)(x - (Height / 4)), (float)lane, (float)(Height / 2), (float)Height);
    }
}
