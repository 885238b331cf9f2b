using SafeCity.Edge.ModelConverter.Onnx;

namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>Operations on whole images: mean, join, resize.</summary>
internal static class ImageOps
{
    /// <summary><c>Mean</c> over rows and columns with kept dimensions.</summary>
    internal static Activation Mean(OpContext context)
    {
        Activation input = context.Activation(0);
        int[] axes = [.. context.Constant(1).Integers.Select(axis => axis < 0 ? axis + 4 : axis).Order()];
        if (axes is not [1, 2])
        {
            throw context.Refuse($"runs over the axes [{string.Join(", ", axes)}], only rows and columns [1, 2] are converted");
        }
        if (!context.Node.Flag("keep_dims")) throw context.Refuse("drops the dimensions it averages, keep_dims is needed");
        string name = context.Graph.Add("GlobalAveragePool", context.Node.Name, [input.Name]);
        return new Activation(name, input.Shape with { Height = 1, Width = 1 }, input.Traced with { Height = 1, Width = 1 });
    }

    /// <summary><c>ConcatV2</c> of channels; the last input is the axis.</summary>
    internal static Activation Concat(OpContext context)
    {
        int count = context.Node.Inputs.Count - 1;
        if (count < 1) throw context.Refuse("joins nothing");
        int[] axis = context.Constant(count).Integers;
        if (axis is not ([3] or [-1])) throw context.Refuse($"joins along axis {string.Join(", ", axis)}, only channels (3) are converted");
        Activation[] inputs = [.. Enumerable.Range(0, count).Select(context.Activation)];
        Activation first = inputs[0];
        foreach (Activation other in inputs)
        {
            if ((other.Shape.Height, other.Shape.Width) != (first.Shape.Height, first.Shape.Width))
            {
                throw context.Refuse($"joins images of {first.Shape} and {other.Shape}, which differ in size");
            }
        }
        int channels = inputs.Sum(input => input.Shape.Channels);
        context.Graph.Add("Concat", context.Node.Name, [.. inputs.Select(input => input.Name)], OnnxAttribute.Of("axis", 1));
        return new Activation(context.Node.Name, first.Shape with { Channels = channels }, first.Traced with { Channels = channels });
    }

    /// <summary>
    /// <c>ResizeBilinear</c> with neither aligned corners nor half-pixel centres, which ONNX calls <c>asymmetric</c>. The
    /// graph holds the target size for the size it was saved with; what is kept is the factor.
    /// </summary>
    internal static Activation ResizeBilinear(OpContext context)
    {
        if (context.Node.Flag("align_corners")) throw context.Refuse("aligns corners, which is not converted");
        if (context.Node.Flag("half_pixel_centers")) throw context.Refuse("uses half-pixel centres, which is not converted");
        Activation input = context.Activation(0);
        int[] target = context.Constant(1).Integers;
        if (target.Length != 2) throw context.Refuse($"has a target of {target.Length} numbers, rows and columns are needed");
        (int rows, int columns) = (Factor(context, target[0], input.Traced.Height), Factor(context, target[1], input.Traced.Width));
        string scales = context.Graph.AddConstant($"{context.Node.Name}/scales", [4], [1, 1, rows, columns]);
        context.Graph.Add(
            "Resize",
            context.Node.Name,
            [input.Name, "", scales],
            OnnxAttribute.Of("coordinate_transformation_mode", "asymmetric"),
            OnnxAttribute.Of("mode", "linear"));
        return new Activation(
            context.Node.Name,
            input.Shape with { Height = input.Shape.Height * rows, Width = input.Shape.Width * columns },
            input.Traced with { Height = target[0], Width = target[1] });
    }

    private static int Factor(OpContext context, int target, int traced)
    {
        if (target < traced || target % traced != 0)
        {
            throw context.Refuse($"resizes {traced} to {target}, only whole factors are converted");
        }
        return target / traced;
    }
}
