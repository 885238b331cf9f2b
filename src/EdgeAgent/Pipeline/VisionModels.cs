using SafeCity.Edge.Inference.Detection;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// The models of a run, opened once for all cameras: as many sessions of each as there are lanes, that is jobs the processor can do at a
/// time. A camera takes its own view of them with <see cref="ForCamera"/>.
/// </summary>
internal sealed class VisionModels : IDisposable
{
    private readonly InferenceLanes _lanes;
    private readonly List<IDisposable> _owned = [];
    private DetectorPool<Detection> _whole = null!;
    private DetectorPool<Detection> _crop = null!;
    private DetectorPool<FaceDetection>? _faces;
    private PlateReadingService? _plates;

    private VisionModels(InferenceLanes lanes) => _lanes = lanes;

    /// <summary>The object detector of whole frames.</summary>
    internal ModelCard Objects => _whole.Card;

    /// <summary>Every model that is loaded, each once.</summary>
    internal IReadOnlyList<ModelCard> Cards => [.. new[] { _whole.Card, _crop.Card, _faces?.Card, _plates?.Recognizer.Card }.OfType<ModelCard>().DistinctBy(c => c.Name)];

    /// <summary>Verifies and loads.</summary>
    /// <param name="store">The folder of models.</param>
    /// <param name="choice">Which of them.</param>
    /// <param name="cameras">How many cameras will use them: one camera needs one lane.</param>
    /// <exception cref="ModelException">A model is missing, altered or of another kind.</exception>
    internal static VisionModels Open(ModelStore store, VisionModelChoice choice, int cameras)
    {
        VisionModels models = new(new InferenceLanes(Math.Clamp(cameras, 1, Environment.ProcessorCount)));
        try
        {
            models._whole = models.Own(models._lanes.Open(() => DetectorFactory.Open(store, choice.Whole, choice.Options)));
            models._crop = choice.Crop == choice.Whole
                ? models._whole
                : models.Own(models._lanes.Open(() => DetectorFactory.Open(store, choice.Crop, choice.Options)));
            if (choice.Faces is { } faces)
                models._faces = models.Own(models._lanes.Open(() => DetectorFactory.OpenFaces(store, faces)));
            if (choice.Plates is { } policy)
            {
                SharedPlateRecognizer recognizer = SharedPlateRecognizer.Open(store, policy.Options);
                models._owned.Add(recognizer);
                models._plates = new PlateReadingService(recognizer, policy);
            }
            return models;
        }
        catch
        {
            models.Dispose();
            throw;
        }
    }

    /// <summary>One camera's view; not thread-safe, and valid as long as these models are.</summary>
    internal CameraVision ForCamera()
    {
        LaneSeat seat = _lanes.Join();
        return new CameraVision(_whole.For(seat), _crop.For(seat), _faces?.For(seat), _faces?.For(_lanes.Join()), _plates);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (IDisposable pool in _owned) pool.Dispose();
        _lanes.Dispose();
    }

    private DetectorPool<T> Own<T>(DetectorPool<T> pool)
        where T : struct
    {
        _owned.Add(pool);
        return pool;
    }
}
