using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>A detector on ONNX Runtime: brings the region into the input, runs the model, decodes its outputs.</summary>
internal sealed class OnnxDetector<T> : IDetector<T>
    where T : struct
{
    private readonly OnnxSession _session;
    private readonly TensorWriter _writer;
    private readonly ModelOutputs _outputs;
    private readonly IOutputDecoder<T> _decoder;
    private readonly DetectorLimits _limits;
    private readonly TimeProvider _time;

    private OnnxDetector(OnnxSession session, ModelCard card, DetectorOptions options, Func<ModelCard, ModelOutputs, IOutputDecoder<T>> decoder)
    {
        Card = card;
        _session = session;
        _outputs = new ModelOutputs(session, card);
        _decoder = decoder(card, _outputs);
        _writer = new TensorWriter(card.Input, options.Fit, options.PadValue);
        _limits = DetectorLimits.From(card, options);
        _time = options.Time;
    }

    /// <inheritdoc />
    public ModelCard Card { get; }

    /// <inheritdoc />
    public DetectorTimings LastTimings { get; private set; }

    /// <summary>Verifies the weights of a card, loads them and checks that their tensors are those of the card.</summary>
    /// <param name="store">The folder of models.</param>
    /// <param name="card">One of its cards.</param>
    /// <param name="options">Thresholds, fit, threads.</param>
    /// <param name="decoder">Makes the decoder, which checks the shapes of the outputs.</param>
    /// <exception cref="ModelException">The weights are missing or not those of the card, or their tensors are others than the card says.</exception>
    /// <exception cref="OnnxRuntimeException">The library or the file cannot be used.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal static OnnxDetector<T> Open(
        ModelStore store, ModelCard card, DetectorOptions options, Func<ModelCard, ModelOutputs, IOutputDecoder<T>> decoder)
    {
        OnnxSession session = CardSession.Open(store, card, options.Threads);
        try
        {
            return new OnnxDetector<T>(session, card, options, decoder);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public int Detect(in ImageView image, PixelRectangle region, Span<T> results)
    {
        long start = _time.GetTimestamp();
        LetterboxTransform transform = _writer.Write(image, region, _session.Input(0));
        long written = _time.GetTimestamp();
        _session.Run();
        long ran = _time.GetTimestamp();
        int count = _decoder.Decode(_outputs, transform, _limits, results);
        LastTimings = new DetectorTimings(_time.GetElapsedTime(start, written), _time.GetElapsedTime(written, ran), _time.GetElapsedTime(ran));
        return count;
    }

    /// <inheritdoc />
    public void Dispose() => _session.Dispose();
}
