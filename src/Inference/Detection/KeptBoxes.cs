using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Inference.Detection;

/// <summary>
/// The kept boxes of one suppression column by column, so that one candidate is compared with as many as a vector holds. The arithmetic
/// is that of <see cref="BoundingBox.IntersectionOverUnion"/>, operation by operation, so that results are equal to the last bit.
/// </summary>
internal ref struct KeptBoxes
{
    /// <summary>Floats a box.</summary>
    internal const int Columns = 6;

    private readonly Span<float> _left, _top, _right, _bottom, _area, _group;
    private int _count;

    /// <summary>For some boxes, in memory of <see cref="Columns"/> floats each.</summary>
    internal KeptBoxes(Span<float> memory, int capacity)
    {
        _left = memory[..capacity];
        _top = memory.Slice(capacity, capacity);
        _right = memory.Slice(2 * capacity, capacity);
        _bottom = memory.Slice(3 * capacity, capacity);
        _area = memory.Slice(4 * capacity, capacity);
        _group = memory.Slice(5 * capacity, capacity);
    }

    /// <summary>Remembers a box, as long as there is room.</summary>
    internal void Add(in BoundingBox box, int group)
    {
        if (_count == _left.Length) return;
        _left[_count] = box.X;
        _top[_count] = box.Y;
        _right[_count] = box.Right;
        _bottom[_count] = box.Bottom;
        _area[_count] = box.Area;
        _group[_count++] = BitConverter.Int32BitsToSingle(group);
    }

    /// <summary>True if one of the boxes of the group overlaps the candidate by more than the limit.</summary>
    // Compiled fully at once: the first picture with thousands of candidates would otherwise take a tenth of a second.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal readonly bool Cover(in BoundingBox box, int group, float overlapMax)
    {
        int i = 0;
        Vector<float> left = new(box.X), top = new(box.Y), right = new(box.Right), bottom = new(box.Bottom), area = new(box.Area);
        Vector<float> limit = new(overlapMax);
        Vector<int> wanted = new(group);
        for (; i <= _count - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> width = Vector.Min(Load(_right, i), right) - Vector.Max(Load(_left, i), left);
            Vector<float> height = Vector.Min(Load(_bottom, i), bottom) - Vector.Max(Load(_top, i), top);
            Vector<float> overlap = width * height;
            Vector<int> hit = Vector.GreaterThan(width, Vector<float>.Zero) & Vector.GreaterThan(height, Vector<float>.Zero)
                & Vector.GreaterThan(overlap, Vector<float>.Zero) & Vector.Equals(Vector.AsVectorInt32(Load(_group, i)), wanted)
                & Vector.GreaterThan(overlap / (Load(_area, i) + area - overlap), limit);
            if (hit != Vector<int>.Zero) return true;
        }
        for (; i < _count; i++)
        {
            float width = MathF.Min(_right[i], box.Right) - MathF.Max(_left[i], box.X);
            float height = MathF.Min(_bottom[i], box.Bottom) - MathF.Max(_top[i], box.Y);
            float overlap = width * height;
            if (width > 0 && height > 0 && overlap > 0 && BitConverter.SingleToInt32Bits(_group[i]) == group
                && overlap / (_area[i] + box.Area - overlap) > overlapMax) return true;
        }
        return false;
    }

    // The loop keeps inside the columns; the check of every slice would cost as much as the arithmetic.
    private static Vector<float> Load(Span<float> column, int index) =>
        Unsafe.ReadUnaligned<Vector<float>>(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref MemoryMarshal.GetReference(column), index)));
}
