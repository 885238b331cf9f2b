using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>The models of a recogniser, and how much work they have done. Not thread-safe.</summary>
internal sealed class PlateModels : IDisposable
{
    private readonly List<LineReaders> _readers = [];

    private PlateModels(PlateSearch plates, TextSearch texts) => (Plates, Texts) = (plates, texts);

    /// <summary>Looks for plates.</summary>
    internal PlateSearch Plates { get; }

    /// <summary>Looks for lines of text.</summary>
    internal TextSearch Texts { get; }

    /// <summary>One or two; the second one is asked where the first is in doubt.</summary>
    internal IReadOnlyList<LineReaders> Readers => _readers;

    /// <summary>What all runs so far take on one quiet core.</summary>
    internal double NominalNanoseconds
    {
        get
        {
            double sum = Plates.NominalNanoseconds + Texts.NominalNanoseconds;
            foreach (LineReaders readers in _readers) sum += readers.NominalNanoseconds;
            return sum;
        }
    }

    /// <summary>Loads what is always used and checks the rest.</summary>
    /// <exception cref="ModelException">A model is missing, not that of its card, or of another kind.</exception>
    internal static PlateModels Open(ModelStore store, PlateRecognizerOptions options)
    {
        DetectorOptions detector = new() { Threads = options.Threads, Time = options.Time };
        PlateModels models = new(PlateSearch.Open(store, options.FinderModel, detector), TextSearch.Open(store, options.TextModels, detector));
        try
        {
            models._readers.Add(LineReaders.Open(store, options.ReaderModels, options.Threads));
            if (options.OtherReaderModels.Count > 0) models._readers.Add(LineReaders.Open(store, options.OtherReaderModels, options.Threads));
            models._readers[0].Load();
            if (!models.Plates.IsThere) models.Texts.Load();
            return models;
        }
        catch
        {
            models.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Plates.Dispose();
        Texts.Dispose();
        foreach (LineReaders readers in _readers) readers.Dispose();
    }
}
