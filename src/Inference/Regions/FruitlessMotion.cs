using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>
/// Remembers on an 8x8 grid where motion was looked at and nothing was found, and lets such places wait: each look in vain doubles the
/// wait up to a limit, one find ends it.
/// </summary>
internal sealed class FruitlessMotion(TimeSpan interval, TimeSpan intervalMax)
{
    private const int Cells = 8;
    private const int DoublingsMax = 16;

    private readonly Cell[] _cells = new Cell[Cells * Cells];

    internal void Reset() => Array.Clear(_cells);

    /// <summary>True if motion there is to be looked at.</summary>
    internal bool IsDue(in BoundingBox motion, MediaTime time)
    {
        Cell cell = _cells[Index(motion)];
        if (cell.InVain == 0) return true;
        TimeSpan wait = interval * Math.Pow(2, Math.Min(cell.InVain - 1, DoublingsMax));
        return time - cell.LastLook >= (wait < intervalMax ? wait : intervalMax);
    }

    /// <summary>Notes that motion was looked at.</summary>
    internal void Note(in BoundingBox motion, MediaTime time, bool found)
    {
        ref Cell cell = ref _cells[Index(motion)];
        cell = new Cell(time, found ? 0 : cell.InVain + 1);
    }

    private static int Index(in BoundingBox box)
    {
        int x = Math.Clamp((int)(box.CenterX * Cells), 0, Cells - 1), y = Math.Clamp((int)(box.CenterY * Cells), 0, Cells - 1);
        return (y * Cells) + x;
    }

    private record struct Cell(MediaTime LastLook, int InVain);
}
