namespace SafeCity.Edge.Transport.Outbox;

/// <summary>What one transaction takes from the queue. Reused by the writer thread.</summary>
internal sealed class WriterBatch
{
    internal List<PendingFact> Facts { get; } = [];

    internal List<Acknowledgement> Acknowledgements { get; } = [];

    internal List<ReplayOrder> Replays { get; } = [];

    internal void Clear()
    {
        Facts.Clear();
        Acknowledgements.Clear();
        Replays.Clear();
    }
}
