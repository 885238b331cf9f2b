namespace SafeCity.Edge.ModelConverter.Tests.Support;

/// <summary>Files of the checkout that the tests run in.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution file.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>The original model; there only after <c>npm ci</c>.</summary>
    internal static string OriginalModel { get; } =
        Path.Combine(Root, "models", "node_modules", "@vladmandic", "human", "models", "centernet.json");

    /// <summary>A file of this test project.</summary>
    internal static string Fixture(string name) => Path.Combine(Root, "tests", "Converter.Tests", "Fixtures", name);

    /// <summary>Skips the test when the original model has not been brought.</summary>
    internal static void NeedOriginalModel() =>
        Skip.IfNot(File.Exists(OriginalModel), "the original model is absent: run npm ci --ignore-scripts --prefix models");

    /// <summary>Skips the test when ONNX Runtime has not been brought.</summary>
    internal static void NeedOnnxRuntime()
    {
        string folder = Environment.GetEnvironmentVariable("SAFECITY_EDGE_NATIVE_DIR") ?? AppContext.BaseDirectory;
        Skip.IfNot(File.Exists(Path.Combine(folder, "libonnxruntime.so.1")), "ONNX Runtime is absent: run build/setup.sh and build again");
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SafeCity.Edge.sln"))) return folder.FullName;
        }
        throw new InvalidOperationException("the tests do not lie in a checkout of SafeCity.Edge");
    }
}
