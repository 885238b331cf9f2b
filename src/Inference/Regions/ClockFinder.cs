using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Regions;

/// <summary>
/// Finds a clock that the camera burns into its picture: a small, fixed place that changes once every second, and at no other time.
/// Works on blocks of the shrunken picture. A found place is forgotten when it no longer beats.
/// </summary>
internal sealed class ClockFinder
{
    private const int BlockPixels = 4;

    // Round the seconds that beat: the digits beside them, which change only now and then.
    private const int BesideBlocks = 2;
    private const int AboveBlocks = 1;

    /// <summary>Grey levels of the stretched, blurred picture: digits of a clock differ by more, averaged noise by less.</summary>
    internal const float ChangeLevels = 8;

    // A place that keeps the beat this long is a clock; people do not walk to the second.
    private const int BeatsMin = 8;
    private const int BeatsMax = 24;
    private const int OffBeatPenalty = 4;

    // Larger than any clock with date and camera name.
    private const double ShareMax = 0.03;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromSeconds(30);

    private Block[] _blocks = [];
    private byte[] _changed = [];
    private bool[] _clock = [];
    private int _columns, _rows, _width;

    /// <summary>True if a clock was found and is not gone.</summary>
    internal bool HasClock { get; private set; }

    /// <summary>Sets the size of the picture and forgets everything.</summary>
    internal void Reset(int width, int height)
    {
        _width = width;
        _columns = (width + BlockPixels - 1) / BlockPixels;
        _rows = (height + BlockPixels - 1) / BlockPixels;
        _blocks = new Block[_columns * _rows];
        _clock = new bool[_blocks.Length];
        _changed = new byte[width * height];
        HasClock = false;
    }

    /// <summary>True if a pixel belongs to the clock: its seconds and the blocks around, where the tens change.</summary>
    internal bool IsClock(int x, int y) => _clock[(y / BlockPixels * _columns) + (x / BlockPixels)];

    /// <summary>Looks at two frames that follow each other.</summary>
    internal void Observe(ReadOnlySpan<float> previous, ReadOnlySpan<float> current, float threshold, MediaTime time, TimeSpan elapsed)
    {
        // So slow a stream does not show when within a second something changed.
        if (elapsed > Tolerance) return;
        MotionKernels.Compare(previous, current, threshold, _changed);
        int beating = 0;
        for (int i = 0; i < _blocks.Length; i++)
        {
            Count(ref _blocks[i], HasChange(i % _columns, i / _columns), time);
            if (_blocks[i].Beats >= BeatsMin) beating++;
        }
        HasClock = beating > 0 && beating <= Math.Max(1, ShareMax * _blocks.Length);
        MarkClock();
    }

    private static void Count(ref Block block, bool changed, MediaTime time)
    {
        TimeSpan since = time - block.LastChange;
        if (!changed)
        {
            if (since > ForgetAfter) block.Beats = 0;
            return;
        }
        if ((since - TimeSpan.FromSeconds(1)).Duration() <= Tolerance) block.Beats = Math.Min(BeatsMax, block.Beats + 1);
        // Now and then two digits look so much alike that the change is not seen.
        else if ((since - TimeSpan.FromSeconds(2)).Duration() > Tolerance)
            block.Beats = Math.Max(0, block.Beats - OffBeatPenalty);
        block.LastChange = time;
    }

    private bool HasChange(int column, int row)
    {
        int x = column * BlockPixels, width = Math.Min(BlockPixels, _width - x);
        int end = Math.Min((row + 1) * BlockPixels, _changed.Length / _width);
        for (int y = row * BlockPixels; y < end; y++)
            if (_changed.AsSpan((y * _width) + x, width).ContainsAnyExcept((byte)0)) return true;
        return false;
    }

    private void MarkClock()
    {
        Array.Clear(_clock);
        if (!HasClock) return;
        for (int i = 0; i < _blocks.Length; i++)
        {
            if (_blocks[i].Beats < BeatsMin) continue;
            int column = i % _columns, row = i / _columns;
            int left = Math.Max(0, column - BesideBlocks), right = Math.Min(_columns, column + BesideBlocks + 1);
            for (int y = Math.Max(0, row - AboveBlocks); y <= Math.Min(_rows - 1, row + AboveBlocks); y++)
                _clock.AsSpan(y * _columns, _columns)[left..right].Fill(true);
        }
    }

    private record struct Block(MediaTime LastChange, int Beats);
}
