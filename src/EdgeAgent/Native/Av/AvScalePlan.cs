using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>One side of a scaling: size, libav's pixel format, colour range and matrix.</summary>
internal readonly record struct AvScaleSide(int Width, int Height, int Format, bool FullRange, ColorMatrix Matrix);

/// <summary>A scaling; equal plans share a scaler.</summary>
internal readonly record struct AvScalePlan(AvScaleSide From, AvScaleSide To, int Flags);
