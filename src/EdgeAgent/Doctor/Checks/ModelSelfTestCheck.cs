using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The detector runs on a picture in which there is nothing, and finds nothing.</summary>
internal sealed class ModelSelfTestCheck : BoxCheck
{
    public override string Id => "model-self-test";

    public override string Title => "model self-test";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        try
        {
            using IDetector<Detection> detector = DetectorFactory.Open(
                ModelStore.Open(context.Settings?.ModelsDirectory ?? context.ModelsDirectory), context.Settings?.Models.Whole ?? DefaultModels.Whole, DefaultModels.Options);
            byte[] grey = new byte[Side * Side];
            Array.Fill(grey, (byte)128);
            ImageView view = new(PixelLayout.Gray8, Side, Side, fullRange: true, ColorMatrix.Bt601, grey, Side, [], [], 0);
            Detection[] found = new Detection[64];
            int count = found[..detector.Detect(view, found)].Count(d => d.Score >= detector.Card.ScoreThreshold);
            return Task.FromResult(count == 0
                ? Fine($"{detector.Card.Name} runs, and finds nothing where there is nothing")
                : Fail($"{detector.Card.Name} finds {count} objects in an empty picture", "the model file or the library computes something else than it should", "install the models again; report it with the output of 'safecity-edge version'"));
        }
        catch (Exception e) when (e is ModelException or ModelOutputException or OnnxRuntimeException or DllNotFoundException)
        {
            return Task.FromResult(Fail(e.Message, "the model cannot be loaded or run on this box", "see the checks 'model-files' and 'libraries'"));
        }
    }

    private const int Side = 320;
}
