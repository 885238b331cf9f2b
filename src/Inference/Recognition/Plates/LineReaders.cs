using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// One reader opened at several input widths: a line is read with the narrowest that holds it, since time goes with the width. Not
/// thread-safe; allocates nothing.
/// </summary>
internal sealed class LineReaders : IDisposable
{
    private readonly List<OnnxLineReader> _byWidth = [];

    private LineReaders()
    {
    }

    /// <summary>Most steps of a lattice.</summary>
    internal int Steps => _byWidth.Max(static r => r.Steps);

    /// <summary>Runs so far.</summary>
    internal long Runs { get; private set; }

    /// <summary>Pixels of the inputs of all runs so far.</summary>
    internal long InputPixels { get; private set; }

    /// <summary>Opens the cards.</summary>
    /// <exception cref="ModelException">A model is missing or not that of its card, or no card is given.</exception>
    internal static LineReaders Open(ModelStore store, IReadOnlyList<string> cards, int threads)
    {
        LineReaders readers = new();
        try
        {
            foreach (string card in cards) readers._byWidth.Add(OnnxLineReader.Open(store, card, threads));
            readers._byWidth.Sort(static (a, b) => a.Card.Input.Width.CompareTo(b.Card.Input.Width));
            return readers;
        }
        catch
        {
            readers.Dispose();
            throw;
        }
    }

    /// <summary>See <see cref="OnnxLineReader.Read"/>.</summary>
    internal void Read(in ImageView image, in Quad line, TextLattice lattice)
    {
        int choice = 0;
        while (choice < _byWidth.Count - 1 && _byWidth[choice].Columns(image, line) > _byWidth[choice].Card.Input.Width) choice++;
        Runs++;
        InputPixels += _byWidth[choice].Card.Input.Width * _byWidth[choice].Card.Input.Height;
        _byWidth[choice].Read(image, line, lattice);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (OnnxLineReader reader in _byWidth) reader.Dispose();
    }
}
