namespace SafeCity.Edge.Transport.Outbox;

/// <summary>What one transaction takes from the queue. Reused by the writer thread.</summary>
internal sealed class WriterBatch
{
    internal List<PendingFact> Facts { get; } = [];

    internal List<Acknowledgement> Acknowledgements { get; } = [];

    internal List<WriterOrder> Orders { get; } = [];

    internal void Clear()
    {
        Facts.Clear();
        Acknowledgements.Clear();
        Orders.Clear();
    }
}
