using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Recognition.Plates;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>One plate recogniser for all cameras, one at a time: its models are large, and a reading takes a few milliseconds.</summary>
internal sealed class SharedPlateRecognizer : IDisposable
{
    private readonly PlateRecognizer _recognizer;
    private readonly PlateRecognizerOptions _options;
    private readonly Lock _gate = new();

    private SharedPlateRecognizer(PlateRecognizer recognizer, PlateRecognizerOptions options) => (_recognizer, _options) = (recognizer, options);

    /// <summary>The formats that are expected.</summary>
    internal FormatPrior Formats => _recognizer.Formats;

    /// <summary>The model that reads.</summary>
    internal ModelCard Card { get; private init; } = null!;

    /// <summary>Opens the models.</summary>
    /// <param name="store">The folder of models.</param>
    /// <param name="options">Region and limits.</param>
    /// <exception cref="ModelException">A model is missing or altered.</exception>
    /// <exception cref="PlateFormatException">There is no such region.</exception>
    internal static SharedPlateRecognizer Open(ModelStore store, PlateRecognizerOptions options) =>
        new(PlateRecognizer.Open(store, options), options) { Card = store.Find(options.ReaderModels[0]) };

    /// <summary>A vote over readings of this recogniser.</summary>
    internal PlateVote CreateVote() => new(_recognizer.Formats, _options.FormatStrength);

    /// <summary>See <see cref="PlateRecognizer.ReadVehicle"/>.</summary>
    internal bool ReadVehicle(in ImageView image, in BoundingBox vehicle, out PlateSighting sighting, out PlateTimings timings)
    {
        lock (_gate)
        {
            bool found = _recognizer.ReadVehicle(image, vehicle, out sighting);
            timings = _recognizer.LastTimings;
            return found;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate) _recognizer.Dispose();
    }
}
