namespace Pipeline.Tests.Support;

/// <summary>The repository's models with their weights, which build/setup.sh converts.</summary>
internal static class Models
{
    /// <summary>The smallest: where what is seen does not matter.</summary>
    internal const string Quick = "centernet-256x256";

    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>The folder; skips the test by name when the weights are not there.</summary>
    internal static string Folder
    {
        get
        {
            Skip.If(Found.Value is null, "the models' weights are not there: run build/setup.sh");
            return Found.Value!;
        }
    }

    /// <summary>Copies one model, its card and its weights, into a folder.</summary>
    internal static string CopyTo(string folder, string model)
    {
        Directory.CreateDirectory(Path.Combine(folder, "weights"));
        File.Copy(Path.Combine(Folder, $"{model}.card.json"), Path.Combine(folder, $"{model}.card.json"));
        string weights = Path.Combine(folder, "weights", $"{model}.onnx");
        File.Copy(Path.Combine(Folder, "weights", $"{model}.onnx"), weights);
        return weights;
    }

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string models = Path.Combine(folder.FullName, "models");
            if (File.Exists(Path.Combine(models, $"{Quick}.card.json")))
                return File.Exists(Path.Combine(models, "weights", $"{Quick}.onnx")) ? models : null;
        }
        return null;
    }
}
