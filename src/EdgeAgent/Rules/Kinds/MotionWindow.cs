using System.Numerics;
using System.Runtime.CompilerServices;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>The newest places of an object over about a second; its velocity is fitted to them: a box that jitters does not race.</summary>
internal struct MotionWindow
{
    private const int Kept = 16;
    private const double SecondsMax = 1.2;
    private const double SecondsMin = 0.4;
    private const double StepSeconds = 0.08;
    private const int SamplesMin = 4;

    private Samples _samples;
    private int _count;

    /// <summary>Takes a place; a gap of more than the window begins it anew.</summary>
    internal void Add(MediaTime time, Vector2 place)
    {
        if (_count > 0)
        {
            double since = (time - At(_count - 1).Time).TotalSeconds;
            if (since < StepSeconds) return;
            if (since > SecondsMax) _count = 0;
        }
        _samples[_count++ & (Kept - 1)] = new Sample { Time = time, Place = place };
        // Keeps the place in the ring and stays far from overflow.
        if (_count >= 4 * Kept) _count -= 2 * Kept;
    }

    /// <summary>Least-squares velocity, in the places' unit a second; false while too little is known.</summary>
    internal readonly bool TryVelocity(out Vector2 velocity)
    {
        velocity = default;
        if (_count == 0) return false;
        MediaTime newest = At(_count - 1).Time;
        double st = 0, stt = 0, sx = 0, sy = 0, stx = 0, sty = 0, oldest = 0;
        int n = 0;
        for (int i = _count - 1; i >= 0 && i > _count - 1 - Kept; i--)
        {
            ref readonly Sample sample = ref _samples[i & (Kept - 1)];
            double t = (sample.Time - newest).TotalSeconds;
            if (t < -SecondsMax) break;
            (st, stt, sx, sy) = (st + t, stt + (t * t), sx + sample.Place.X, sy + sample.Place.Y);
            (stx, sty, oldest) = (stx + (t * sample.Place.X), sty + (t * sample.Place.Y), t);
            n++;
        }
        double spread = (n * stt) - (st * st);
        if (n < SamplesMin || -oldest < SecondsMin || spread <= 0) return false;
        velocity = new Vector2((float)(((n * stx) - (st * sx)) / spread), (float)(((n * sty) - (st * sy)) / spread));
        return true;
    }

    private readonly Sample At(int index) => _samples[index & (Kept - 1)];

    private struct Sample
    {
        internal MediaTime Time;
        internal Vector2 Place;
    }

    [InlineArray(Kept)]
    private struct Samples
    {
        private Sample _first;
    }
}
