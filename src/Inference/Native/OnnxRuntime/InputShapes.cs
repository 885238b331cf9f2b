namespace SafeCity.Edge.Inference.Native.OnnxRuntime;

/// <summary>Gives every input a fixed shape: the model's own, or the one that the options tell for its free dimensions.</summary>
internal static class InputShapes
{
    /// <summary>The inputs with shapes without free dimensions.</summary>
    /// <exception cref="OnnxRuntimeException">A free dimension without a size, or an option that does not fit the model.</exception>
    internal static OnnxTensorInfo[] Resolve(OnnxTensorInfo[] inputs, string modelPath, OnnxSessionOptions options)
    {
        foreach (string name in options.InputShapes.Keys)
        {
            if (!Array.Exists(inputs, i => i.Name == name))
                throw Invalid(modelPath, $"it has no input {name}: its inputs are {string.Join(", ", inputs.Select(i => i.ToString()))}");
        }
        return [.. inputs.Select(input => ResolveOne(input, modelPath, options))];
    }

    private static OnnxTensorInfo ResolveOne(OnnxTensorInfo input, string modelPath, OnnxSessionOptions options)
    {
        if (!options.InputShapes.TryGetValue(input.Name, out IReadOnlyList<long>? wanted))
        {
            return input.IsFixed
                ? input
                : throw Invalid(modelPath,
                    $"input {input} has free dimensions: give their sizes in "
                    + $"{nameof(OnnxSessionOptions.InputShapes)} or {nameof(OnnxSessionOptions.DimensionSizes)}");
        }
        bool fits = wanted.Count == input.Shape.Count;
        for (int i = 0; fits && i < wanted.Count; i++) fits = wanted[i] >= 1 && (input.Shape[i] == -1 || input.Shape[i] == wanted[i]);
        return fits
            ? input with { Shape = [.. wanted] }
            : throw Invalid(modelPath,
                $"the shape {OnnxTensorInfo.ShapeText(wanted)} does not fit the input {input}: "
                + "sizes are at least 1, and only those shown as ? are free");
    }

    private static OnnxRuntimeException Invalid(string modelPath, string what) =>
        new(OnnxErrorKind.OptionInvalid, $"model file {modelPath}: {what}");
}
