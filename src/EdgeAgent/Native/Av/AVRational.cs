using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>A fraction; complete, passed by value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AVRational
{
    public int num;
    public int den;

    /// <summary>True if the fraction is a usable positive number.</summary>
    public readonly bool IsPositive => num > 0 && den > 0;

    /// <summary>The fraction as a number; 0 if unknown.</summary>
    public readonly double Value => den == 0 ? 0 : (double)num / den;
}
