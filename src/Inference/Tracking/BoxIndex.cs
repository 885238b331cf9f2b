using System.Numerics;
using System.Runtime.InteropServices;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Tracking;

/// <summary>
/// Finds which of many boxes touch a given one without asking each: boxes lie in the order of their left edges, a search finds the
/// stretch that can touch, and the stretch is tested a vector at a time. Buffers grow to the largest set seen and are then reused.
/// </summary>
internal sealed class BoxIndex
{
    private float[] _left = [], _right = [], _top = [], _bottom = [], _width = [], _height = [];
    // The furthest right edge of this box and all before it: never falls, so it can be searched.
    private float[] _furthestRight = [];
    private int[] _items = [];
    private int _count;
    private float _widthMax;

    /// <summary>Takes the boxes; what <see cref="Find"/> gives are indices into them.</summary>
    internal void Build(ReadOnlySpan<BoundingBox> boxes)
    {
        _count = boxes.Length;
        _widthMax = 0;
        Grow(_count);
        for (int i = 0; i < _count; i++)
        {
            _left[i] = boxes[i].X;
            _items[i] = i;
        }
        Array.Sort(_left, _items, 0, _count);
        float furthest = float.NegativeInfinity;
        for (int i = 0; i < _count; i++)
        {
            ref readonly BoundingBox box = ref boxes[_items[i]];
            _right[i] = box.Right;
            _top[i] = box.Y;
            _bottom[i] = box.Bottom;
            _width[i] = box.Width;
            _height[i] = box.Height;
            _furthestRight[i] = furthest = MathF.Max(furthest, box.Right);
            _widthMax = MathF.Max(_widthMax, box.Width);
        }
    }

    /// <summary>Adds to the list the boxes that, grown by a part of their own size on each side, overlap the given box.</summary>
    internal void Find(in BoundingBox box, float growth, List<int> found)
    {
        float reach = growth * _widthMax;
        int from = FirstAbove(_furthestRight, box.X - reach), to = FirstAbove(_left, box.Right + reach);
        int index = from;
        for (; index + Vector<float>.Count <= to; index += Vector<float>.Count)
        {
            Vector<float> sideways = Load(_width, index) * growth, upright = Load(_height, index) * growth;
            Vector<int> touches = Vector.LessThan(Load(_left, index) - sideways, new Vector<float>(box.Right))
                & Vector.GreaterThan(Load(_right, index) + sideways, new Vector<float>(box.X))
                & Vector.LessThan(Load(_top, index) - upright, new Vector<float>(box.Bottom))
                & Vector.GreaterThan(Load(_bottom, index) + upright, new Vector<float>(box.Y));
            if (touches == Vector<int>.Zero) continue;
            for (int lane = 0; lane < Vector<float>.Count; lane++)
                if (touches[lane] != 0) found.Add(_items[index + lane]);
        }
        for (; index < to; index++)
        {
            float sideways = _width[index] * growth, upright = _height[index] * growth;
            if (_left[index] - sideways < box.Right && _right[index] + sideways > box.X
                && _top[index] - upright < box.Bottom && _bottom[index] + upright > box.Y) found.Add(_items[index]);
        }
    }

    // Unchecked loads: the caller's bounds are those of the arrays.
    private static Vector<float> Load(float[] values, int index) => new(MemoryMarshal.CreateReadOnlySpan(ref values[index], Vector<float>.Count));

    // The first place whose value is above the limit; the values never fall.
    private int FirstAbove(float[] values, float limit)
    {
        int low = 0, high = _count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (values[middle] > limit) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private void Grow(int count)
    {
        if (_items.Length >= count) return;
        int length = Math.Max(count, _items.Length * 2);
        _left = new float[length];
        _right = new float[length];
        _top = new float[length];
        _bottom = new float[length];
        _width = new float[length];
        _height = new float[length];
        _furthestRight = new float[length];
        _items = new int[length];
    }
}
