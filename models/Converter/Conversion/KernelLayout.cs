using SafeCity.Edge.ModelConverter.TensorFlow;

namespace SafeCity.Edge.ModelConverter.Conversion;

/// <summary>Moves the values of constants from TensorFlow's order to ONNX's.</summary>
internal static class KernelLayout
{
    /// <summary>[h, w, in, out] to [out, in, h, w].</summary>
    internal static float[] PlainToOnnx(WeightTensor kernel)
    {
        int taps = kernel.Shape[0] * kernel.Shape[1], inputs = kernel.Shape[2], outputs = kernel.Shape[3];
        float[] source = kernel.Floats, target = new float[source.Length];
        for (int tap = 0; tap < taps; tap++)
        {
            for (int input = 0; input < inputs; input++)
            {
                for (int output = 0; output < outputs; output++)
                {
                    target[(((output * inputs) + input) * taps) + tap] = source[(((tap * inputs) + input) * outputs) + output];
                }
            }
        }
        return target;
    }

    /// <summary>[h, w, c, m] to [c * m, 1, h, w]: the outputs of one channel stay together, as in TensorFlow.</summary>
    internal static float[] DepthwiseToOnnx(WeightTensor kernel)
    {
        int taps = kernel.Shape[0] * kernel.Shape[1], outputs = kernel.Shape[2] * kernel.Shape[3];
        float[] source = kernel.Floats, target = new float[source.Length];
        for (int tap = 0; tap < taps; tap++)
        {
            for (int output = 0; output < outputs; output++) target[(output * taps) + tap] = source[(tap * outputs) + output];
        }
        return target;
    }

    /// <summary>
    /// A constant that is added to or multiplied with an image, [.., h, w, c] broadcast from the right, as [1, c, h, w]. A
    /// scalar stays a scalar.
    /// </summary>
    internal static (int[] Shape, float[] Values) BroadcastToOnnx(WeightTensor constant)
    {
        if (constant.Shape.Count == 0) return ([], constant.Floats);
        int[] nhwc = [1, 1, 1, 1];
        for (int i = 0; i < constant.Shape.Count; i++) nhwc[4 - constant.Shape.Count + i] = constant.Shape[i];
        int pixels = nhwc[1] * nhwc[2], channels = nhwc[3];
        float[] source = constant.Floats, target = new float[source.Length];
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int channel = 0; channel < channels; channel++) target[(channel * pixels) + pixel] = source[(pixel * channels) + channel];
        }
        return ([nhwc[0], channels, nhwc[1], nhwc[2]], target);
    }
}
