using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>CenterNet on ONNX Runtime: see <see cref="IDetector"/>.</summary>
public sealed class CenterNetDetector : IDetector
{
    /// <summary>The name by which model cards ask for it.</summary>
    public const string DecoderName = "centernet";

    private readonly OnnxSession _session;
    private readonly TensorWriter _writer;
    private readonly CenterNetDecoder _decoder;
    private readonly DetectorLimits _limits;
    private readonly TimeProvider _time;
    private readonly int _heatOutput, _distanceOutput;

    private CenterNetDetector(OnnxSession session, ModelCard card, DetectorOptions options)
    {
        DetectorTensors tensors = new(session, card);
        _heatOutput = tensors.OutputIndex(0);
        _distanceOutput = tensors.OutputIndex(1);
        int width = card.Input.Width / CenterNetDecoder.Stride, height = card.Input.Height / CenterNetDecoder.Stride;
        tensors.Require(_heatOutput, [1, card.Labels.Count, height, width]);
        tensors.Require(_distanceOutput, [1, 4, height, width]);
        Card = card;
        _session = session;
        _writer = new TensorWriter(card.Input, options.Fit, options.PadValue);
        _decoder = new CenterNetDecoder(card.Labels.Count, width, height);
        _limits = DetectorLimits.From(card, options);
        _time = options.Time;
    }

    /// <inheritdoc />
    public ModelCard Card { get; }

    /// <inheritdoc />
    public DetectorTimings LastTimings { get; private set; }

    /// <summary>Verifies the weights of a card, loads them and checks that their tensors are those of the card.</summary>
    /// <exception cref="ModelException">The weights are missing or not those of the card, or their tensors are others than the card says.</exception>
    /// <exception cref="OnnxRuntimeException">The library or the file cannot be used.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static CenterNetDetector Open(ModelStore store, ModelCard card, DetectorOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(options);
        OnnxSession session = OnnxSession.Open(store.VerifiedPath(card), new OnnxSessionOptions { IntraOpThreads = options.Threads });
        try
        {
            return new CenterNetDetector(session, card, options);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    /// <exception cref="ModelOutputException">The model gave numbers that cannot be its answer.</exception>
    public int Detect(in ImageView image, Span<Detection> detections)
    {
        long start = _time.GetTimestamp();
        LetterboxTransform transform = _writer.Write(image, _session.Input(0));
        long written = _time.GetTimestamp();
        _session.Run();
        long ran = _time.GetTimestamp();
        int count = _decoder.Decode(_session.Output(_heatOutput), _session.Output(_distanceOutput), transform, _limits, detections);
        LastTimings = new DetectorTimings(_time.GetElapsedTime(start, written), _time.GetElapsedTime(written, ran), _time.GetElapsedTime(ran));
        return count;
    }

    /// <inheritdoc />
    public void Dispose() => _session.Dispose();
}
