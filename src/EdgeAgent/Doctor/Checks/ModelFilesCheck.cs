using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Inference.Models;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The models of the settings are there and are those of their cards.</summary>
internal sealed class ModelFilesCheck : BoxCheck
{
    public override string Id => "model-files";

    public override string Title => "model files";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        VisionModelChoice choice = context.Settings?.Models ?? new VisionModelChoice(DefaultModels.Whole, DefaultModels.Crop, DefaultModels.Faces, null, DefaultModels.Options);
        try
        {
            ModelStore store = ModelStore.Open(context.Settings?.ModelsDirectory ?? context.ModelsDirectory);
            string[] names = [.. new[] { choice.Whole, choice.Crop, choice.Faces }.OfType<string>().Distinct()];
            foreach (string name in names) store.VerifiedPath(store.Find(name));
            return Task.FromResult(Fine($"{string.Join(", ", names)}: files match their cards"));
        }
        catch (ModelException e)
        {
            return Task.FromResult(Fail(e.Message, "a file was not copied, or was changed", "install the package's models again, or run 'build/setup.sh' in a checkout"));
        }
    }
}
