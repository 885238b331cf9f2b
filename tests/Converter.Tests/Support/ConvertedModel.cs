using SafeCity.Edge.Inference.Native.OnnxRuntime;
using SafeCity.Edge.ModelConverter.Conversion;
using SafeCity.Edge.ModelConverter.Onnx;
using SafeCity.Edge.ModelConverter.TensorFlow;

namespace SafeCity.Edge.ModelConverter.Tests.Support;

/// <summary>Converts a model and runs the result with the real ONNX Runtime.</summary>
internal static class ConvertedModel
{
    /// <summary>Converts with the output named <c>result</c> and runs once.</summary>
    /// <param name="model">A model with the input <see cref="SmallModel.Image"/>.</param>
    /// <param name="node">The node to cut at.</param>
    /// <param name="size">The input's size; the small models need not be multiples of 32.</param>
    /// <param name="nchw">The input's values.</param>
    internal static (long[] Shape, float[] Values) Run(SmallModel model, string node, InputSize size, params float[] nchw)
    {
        Repository.NeedOnnxRuntime();
        ConversionRequest request = new(size, "image", [new OutputCut(node, "result")]);
        return Run(model.Read(), request, nchw)[0];
    }

    internal static (long[] Shape, float[] Values)[] Run(GraphModel model, ConversionRequest request, ReadOnlySpan<float> nchw)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("converted.onnx");
        File.WriteAllBytes(path, OnnxWriter.Write(GraphConverter.Convert(model, request)));
        using OnnxSession session = OnnxSession.Open(path, OnnxSessionOptions.Default);
        Assert.Equal(request.Outputs.Select(output => output.Name), session.Outputs.Select(output => output.Name));
        Assert.Equal(nchw.Length, session.Input(0).Length);
        nchw.CopyTo(session.Input(0));
        session.Run();
        return [.. Enumerable.Range(0, request.Outputs.Count).Select(i => (session.OutputShape(i).ToArray(), session.Output(i).ToArray()))];
    }
}
