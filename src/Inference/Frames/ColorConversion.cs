using System.Numerics;

namespace SafeCity.Edge.Inference.Frames;

/// <summary>
/// YCbCr to R'G'B' in 0..255, clamped. Coefficients: ITU-R BT.601-7 (Kr 0.299, Kb 0.114), BT.709-6 (Kr 0.2126, Kb 0.0722); limited
/// range is 219 steps of luma from 16 and 224 of chroma round 128.
/// </summary>
internal readonly struct ColorConversion
{
    private readonly float _luma, _black;
    private readonly float _redFromV, _greenFromU, _greenFromV, _blueFromU;

    internal ColorConversion(ColorMatrix matrix, bool fullRange)
    {
        (double kr, double kb) = matrix == ColorMatrix.Bt709 ? (0.2126, 0.0722) : (0.299, 0.114);
        double kg = 1 - kr - kb, chroma = fullRange ? 1 : 255.0 / 224;
        _luma = fullRange ? 1 : 255f / 219;
        _black = fullRange ? 0 : 16;
        _redFromV = (float)(2 * (1 - kr) * chroma);
        _blueFromU = (float)(2 * (1 - kb) * chroma);
        _greenFromU = (float)(-2 * (1 - kb) * kb / kg * chroma);
        _greenFromV = (float)(-2 * (1 - kr) * kr / kg * chroma);
    }

    /// <summary>Converts a row in place: Y, U, V become R, G, B.</summary>
    internal void ToRgb(Span<float> y, Span<float> u, Span<float> v)
    {
        int step = Vector<float>.Count, x = 0;
        for (; x <= y.Length - step; x += step)
        {
            Vector<float> luma = (new Vector<float>(y[x..]) - new Vector<float>(_black)) * _luma;
            Vector<float> cb = new Vector<float>(u[x..]) - new Vector<float>(128f);
            Vector<float> cr = new Vector<float>(v[x..]) - new Vector<float>(128f);
            Clamp(luma + (cr * _redFromV)).CopyTo(y[x..]);
            Clamp(luma + (cb * _greenFromU) + (cr * _greenFromV)).CopyTo(u[x..]);
            Clamp(luma + (cb * _blueFromU)).CopyTo(v[x..]);
        }
        for (; x < y.Length; x++)
        {
            float luma = (y[x] - _black) * _luma, cb = u[x] - 128, cr = v[x] - 128;
            y[x] = Math.Clamp(luma + (cr * _redFromV), 0, 255);
            u[x] = Math.Clamp(luma + (cb * _greenFromU) + (cr * _greenFromV), 0, 255);
            v[x] = Math.Clamp(luma + (cb * _blueFromU), 0, 255);
        }
    }

    /// <summary>Expands a row of luma in place to 0..255.</summary>
    internal void ToGray(Span<float> y)
    {
        int step = Vector<float>.Count, x = 0;
        for (; x <= y.Length - step; x += step) Clamp((new Vector<float>(y[x..]) - new Vector<float>(_black)) * _luma).CopyTo(y[x..]);
        for (; x < y.Length; x++) y[x] = Math.Clamp((y[x] - _black) * _luma, 0, 255);
    }

    private static Vector<float> Clamp(Vector<float> value) => Vector.Min(Vector.Max(value, Vector<float>.Zero), new Vector<float>(255f));
}
