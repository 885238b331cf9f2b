using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>
/// One model for all cameras: as many sessions of it as there are lanes, each used by whoever holds its lane. A camera takes its own
/// <see cref="IDetector{T}"/> from <see cref="For"/>, once, and then detects as if it were alone.
/// </summary>
/// <typeparam name="T">What the model finds.</typeparam>
public sealed class DetectorPool<T> : IDisposable
    where T : struct
{
    private readonly InferenceLanes _lanes;
    private readonly Session[] _sessions;

    private DetectorPool(InferenceLanes lanes, Session[] sessions)
    {
        _lanes = lanes;
        _sessions = sessions;
    }

    /// <summary>The model behind it.</summary>
    public ModelCard Card => _sessions[0].Card;

    /// <summary>Opens the model once a lane.</summary>
    /// <param name="lanes">Shared by all models of the process; not owned.</param>
    /// <param name="open">Opens one detector; called once a lane, and what it gives is owned here.</param>
    /// <exception cref="ModelException">As told by <paramref name="open"/>; what was opened before is closed.</exception>
    internal static DetectorPool<T> Open(InferenceLanes lanes, Func<IDetector<T>> open)
    {
        ArgumentNullException.ThrowIfNull(lanes);
        ArgumentNullException.ThrowIfNull(open);
        List<Session> sessions = [];
        try
        {
            for (int i = 0; i < lanes.Count; i++) sessions.Add(new Session(open()));
            return new DetectorPool<T>(lanes, [.. sessions]);
        }
        catch
        {
            foreach (Session session in sessions) session.Dispose();
            throw;
        }
    }

    /// <summary>The detector of one camera. Disposing it does nothing: the sessions belong to the pool.</summary>
    /// <param name="seat">The camera's, of the same lanes.</param>
    public IDetector<T> For(LaneSeat seat)
    {
        ArgumentNullException.ThrowIfNull(seat);
        return ReferenceEquals(seat.Lanes, _lanes)
            ? new Shared(this, seat)
            : throw new ArgumentException("the seat belongs to other lanes than the model: take one from the pool's own", nameof(seat));
    }

    /// <summary>Closes the sessions, each once its run has ended. Who detects afterwards gets an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        foreach (Session session in _sessions) session.Dispose();
    }

    /// <summary>One detector. Its lane keeps callers apart; the lock is for disposal only, and is free otherwise.</summary>
    private sealed class Session(IDetector<T> detector) : IDisposable
    {
        private readonly Lock _gate = new();
        private bool _disposed;

        internal ModelCard Card => detector.Card;

        internal int Detect(in ImageView image, PixelRectangle region, Span<T> results, out DetectorTimings timings)
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, typeof(DetectorPool<T>));
                int count = detector.Detect(image, region, results);
                timings = detector.LastTimings;
                return count;
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                if (_disposed) return;
                _disposed = true;
                detector.Dispose();
            }
        }
    }

    /// <summary>What one camera sees of the pool.</summary>
    private sealed class Shared(DetectorPool<T> pool, LaneSeat seat) : IDetector<T>
    {
        public ModelCard Card => pool.Card;

        public DetectorTimings LastTimings { get; private set; }

        public int Detect(in ImageView image, PixelRectangle region, Span<T> results)
        {
            int lane = seat.Enter();
            try
            {
                int count = pool._sessions[lane].Detect(image, region, results, out DetectorTimings timings);
                LastTimings = timings;
                return count;
            }
            finally
            {
                seat.Leave();
            }
        }

        public void Dispose()
        {
            // The sessions are the pool's.
        }
    }
}
