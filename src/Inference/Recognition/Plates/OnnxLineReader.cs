using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Detection.Decoders;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>
/// A reader of straightened lines on ONNX Runtime. Card parameters: <c>stretch</c> 1 fills the whole input whatever the proportions
/// (else they are kept and the rest is padded with grey); <c>cropDeviation</c> d normalises each crop to (v - mean) / (deviation + d).
/// Not thread-safe; reading allocates nothing.
/// </summary>
internal sealed class OnnxLineReader : IDisposable
{
    private const float PadGray = 127.5f;

    private readonly OnnxSession _session;
    private readonly PerspectiveWriter _writer;
    private readonly ModelOutputs _outputs;
    private readonly ILatticeDecoder _decoder;
    private readonly bool _stretch;
    private readonly float? _cropDeviation;

    private OnnxLineReader(OnnxSession session, ModelStore store, ModelCard card)
    {
        Card = card;
        _session = session;
        _outputs = new ModelOutputs(session, card);
        _writer = new PerspectiveWriter(card.Input);
        _stretch = card.Parameters.TryGetValue("stretch", out IReadOnlyList<float>? stretch) && stretch[0] != 0;
        _cropDeviation = card.Parameters.TryGetValue("cropDeviation", out IReadOnlyList<float>? deviation) ? deviation[0] : null;
        // Where the file leaves its width open, the number of steps is known only after a run; this is also the warm-up.
        session.Run();
        _decoder = card.Decoder switch
        {
            "ctc" => CtcDecoder.Create(store, card, _outputs),
            "slots" => FixedSlotDecoder.Create(store, card, _outputs),
            _ => throw new ModelException(ModelErrorKind.UnknownDecoder,
                $"model {card.Name} asks for the decoder '{card.Decoder}', which is not built in for reading (it has ctc, slots): choose another model"),
        };
    }

    /// <summary>The model behind it.</summary>
    internal ModelCard Card { get; }

    /// <summary>Whether it stretches a crop over its whole input, whatever the proportions.</summary>
    internal bool IsStretched => _stretch;

    /// <summary>Steps of its lattices.</summary>
    internal int Steps => _decoder.Steps;

    /// <summary>Verifies the weights of a card, loads them and checks that they can be read with its decoder.</summary>
    /// <exception cref="ModelException">No such card, weights or labels, or they do not fit each other.</exception>
    internal static OnnxLineReader Open(ModelStore store, string cardName, int threads)
    {
        ModelCard card = store.Find(cardName);
        OnnxSession session = CardSession.Open(store, card, threads);
        try
        {
            return new OnnxLineReader(session, store, card);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Columns of the input that a line takes at the input's height, its proportions kept.</summary>
    internal int Columns(in ImageView image, in Quad line)
    {
        Quad pixels = line.Scale(image.Width, image.Height);
        return (int)MathF.Round(Math.Min(pixels.Length / MathF.Max(pixels.Rise, 0.01f), 100) * Card.Input.Height);
    }

    /// <summary>Straightens a line and reads it.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="line">In parts of the frame.</param>
    /// <param name="lattice">Takes the reading; room for <see cref="Steps"/>.</param>
    /// <exception cref="ModelOutputException">The model gave numbers that cannot be its answer.</exception>
    internal void Read(in ImageView image, in Quad line, TextLattice lattice)
    {
        int width = _stretch ? Card.Input.Width : Math.Clamp(Columns(image, line), 8, Card.Input.Width);
        Span<float> tensor = _session.Input(0);
        _writer.Write(image, line, width, PadGray, tensor);
        if (_cropDeviation is { } deviation) Normalise(tensor, deviation);
        _session.Run();
        _decoder.Decode(_outputs, lattice);
    }

    /// <inheritdoc />
    public void Dispose() => _session.Dispose();

    private static void Normalise(Span<float> tensor, float added)
    {
        double sum = 0, squares = 0;
        foreach (float value in tensor)
        {
            sum += value;
            squares += (double)value * value;
        }
        double mean = sum / tensor.Length, deviation = Math.Sqrt(Math.Max(0, (squares / tensor.Length) - (mean * mean)));
        float scale = (float)(1 / (deviation + added)), shift = (float)mean;
        foreach (ref float value in tensor) value = (value - shift) * scale;
    }
}
