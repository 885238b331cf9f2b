using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// One reader opened at several input widths: a line is read with the narrowest that holds it, since time goes with the width. The weights
/// are checked at once; they are loaded when the first line is read, or before by <see cref="Load"/>. Not thread-safe; reading allocates
/// nothing once they are loaded.
/// </summary>
internal sealed class LineReaders : IDisposable
{
    // Nominal cost of a pixel of the input on one quiet x86-64 core, all else included: 9 ms for PP-OCR at 208x48, 1.2 ms for a small reader.
    private const double LargeNanoseconds = 900, SmallNanoseconds = 150;

    private readonly ModelStore _store;
    private readonly IReadOnlyList<string> _cards;
    private readonly int _threads;
    private readonly List<OnnxLineReader> _byWidth = [];

    private LineReaders(ModelStore store, IReadOnlyList<string> cards, int threads) => (_store, _cards, _threads) = (store, cards, threads);

    /// <summary>Most steps of a lattice; loads the weights.</summary>
    internal int Steps
    {
        get
        {
            int most = 0;
            foreach (OnnxLineReader reader in Loaded) most = Math.Max(most, reader.Steps);
            return most;
        }
    }

    /// <summary>See <see cref="OnnxLineReader.IsStretched"/>; loads the weights.</summary>
    internal bool IsStretched => Loaded[0].IsStretched;

    /// <summary>Whether its weights are in memory.</summary>
    internal bool IsLoaded => _byWidth.Count > 0;

    /// <summary>Runs so far.</summary>
    internal long Runs { get; private set; }

    /// <summary>What all runs so far take on one quiet core.</summary>
    internal double NominalNanoseconds { get; private set; }

    private List<OnnxLineReader> Loaded
    {
        get
        {
            if (_byWidth.Count == 0) Load();
            return _byWidth;
        }
    }

    /// <summary>Checks that the weights of the cards are there and the right ones.</summary>
    /// <exception cref="ModelException">A model is missing or not that of its card.</exception>
    internal static LineReaders Open(ModelStore store, IReadOnlyList<string> cards, int threads)
    {
        foreach (string card in cards) store.VerifiedPath(store.Find(card));
        return new LineReaders(store, cards, threads);
    }

    /// <summary>Loads the weights now.</summary>
    /// <exception cref="ModelException">A card is not a reader's, or the weights do not fit it.</exception>
    internal void Load()
    {
        foreach (string card in _cards) _byWidth.Add(OnnxLineReader.Open(_store, card, _threads));
        _byWidth.Sort(static (a, b) => a.Card.Input.Width.CompareTo(b.Card.Input.Width));
    }

    /// <summary>See <see cref="OnnxLineReader.Read"/>.</summary>
    internal void Read(in ImageView image, in Quad line, TextLattice lattice)
    {
        List<OnnxLineReader> readers = Loaded;
        int choice = 0;
        while (choice < readers.Count - 1 && readers[choice].Columns(image, line) > readers[choice].Card.Input.Width) choice++;
        OnnxLineReader reader = readers[choice];
        Runs++;
        NominalNanoseconds += reader.Card.Input.Width * reader.Card.Input.Height * (reader.IsStretched ? SmallNanoseconds : LargeNanoseconds);
        reader.Read(image, line, lattice);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (OnnxLineReader reader in _byWidth) reader.Dispose();
    }
}
