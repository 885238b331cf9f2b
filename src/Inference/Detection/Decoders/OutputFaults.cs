using System.Numerics;
using System.Runtime.InteropServices;

namespace SafeCity.Edge.Inference.Detection.Decoders;

/// <summary>Refuses numbers that no working model gives: over whole outputs, several values at a time.</summary>
internal static class OutputFaults
{
    private const uint Exponent = 0x7F80_0000;
    private const uint One = 0x3F80_0000;

    /// <summary>Throws unless every value is finite.</summary>
    /// <exception cref="ModelOutputException">Names the output and the value.</exception>
    internal static void RequireFinite(ReadOnlySpan<float> values, string output)
    {
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(values);
        Vector<uint> exponent = new(Exponent);
        int i = 0;
        for (; i <= bits.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            // Not-a-number and both infinities are exactly the floats whose exponent is all ones.
            if (Vector.EqualsAny(new Vector<uint>(bits[i..]) & exponent, exponent)) break;
        }
        for (; i < bits.Length; i++)
            if ((bits[i] & Exponent) == Exponent) throw Of(output, values[i]);
    }

    /// <summary>Throws unless every value is from 0 to 1.</summary>
    /// <exception cref="ModelOutputException">Names the output and the value.</exception>
    internal static void RequireProbabilities(ReadOnlySpan<float> values, string output)
    {
        // For floats from 0 up the bits are ordered like the values, and all that is wrong has larger bits than 1.
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(values);
        Vector<uint> one = new(One);
        int i = 0;
        for (; i <= bits.Length - Vector<uint>.Count; i += Vector<uint>.Count)
            if (Vector.GreaterThanAny(new Vector<uint>(bits[i..]), one)) break;
        // Value by value from the place found: minus zero stops the vectors and is no fault.
        for (; i < values.Length; i++)
            if (!(values[i] is >= 0 and <= 1)) throw Of(output, values[i]);
    }

    /// <summary>Throws unless an output has the length that its shape promised.</summary>
    /// <exception cref="ModelOutputException">Names the output and both lengths.</exception>
    internal static void RequireLength(ReadOnlySpan<float> values, int expected, string output)
    {
        if (values.Length == expected) return;
        throw new ModelOutputException($"the model's {output} has {values.Length} numbers, expected {expected}: the card does not fit the model");
    }

    /// <summary>The error for a value that cannot be an answer.</summary>
    internal static ModelOutputException Of(string output, float value) =>
        new($"the model's {output} holds {value}: the weights or the runtime are broken; run build/setup.sh, which checks both");
}
