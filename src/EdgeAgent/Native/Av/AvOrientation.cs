namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>
/// How a stored picture is turned to stand upright: first rows and columns are exchanged, then it is mirrored. The eight ways in
/// which a rectangle can lie on itself.
/// </summary>
/// <param name="Transposed">Rows become columns: the sides change places.</param>
/// <param name="MirroredX">Left and right change places.</param>
/// <param name="MirroredY">Top and bottom change places.</param>
internal readonly record struct AvOrientation(bool Transposed, bool MirroredX, bool MirroredY)
{
    /// <summary>Bytes of a display matrix: nine 32-bit numbers.</summary>
    internal const int MatrixBytes = 36;

    /// <summary>As it is stored.</summary>
    internal static AvOrientation Upright => default;

    /// <summary>
    /// Reads libav's display matrix (libavutil/display.h): x' = a x + c y, y' = b x + d y, with a, b in the first row and c, d in the
    /// second. Other angles than quarter turns go to the nearest of them.
    /// </summary>
    /// <returns>Null if the matrix turns nothing into nothing.</returns>
    internal static unsafe AvOrientation? FromMatrix(int* matrix)
    {
        long a = matrix[0], b = matrix[1], c = matrix[3], d = matrix[4];
        if ((a == 0 && b == 0) || (c == 0 && d == 0)) return null;
        return Math.Abs(a) >= Math.Abs(b) ? new AvOrientation(false, a < 0, d < 0) : new AvOrientation(true, c < 0, b < 0);
    }
}
