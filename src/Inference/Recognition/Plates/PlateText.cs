using System.Runtime.CompilerServices;

namespace SafeCity.Edge.Inference.Recognition.Plates;

/// <summary>A text of up to <see cref="LengthMax"/> characters, held by value so that readings allocate nothing.</summary>
public struct PlateText : IEquatable<PlateText>
{
    /// <summary>Longer than any plate.</summary>
    public const int LengthMax = 12;

    private Storage _characters;
    private byte _length;

    /// <summary>Copies a text.</summary>
    /// <exception cref="ArgumentException">It is longer than <see cref="LengthMax"/>.</exception>
    public PlateText(ReadOnlySpan<char> text)
    {
        if (text.Length > LengthMax) throw new ArgumentException($"a plate of {text.Length} characters: use up to {LengthMax}", nameof(text));
        text.CopyTo(_characters);
        _length = (byte)text.Length;
    }

    /// <summary>Characters.</summary>
    public readonly int Length => _length;

    /// <summary>True for a text without characters.</summary>
    public readonly bool IsEmpty => _length == 0;

    /// <summary>A character.</summary>
    public readonly char this[int index] => index < _length ? _characters[index] : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>True if both have the same characters.</summary>
    public static bool operator ==(in PlateText a, in PlateText b) => a.Equals(b);

    /// <summary>True if they differ.</summary>
    public static bool operator !=(in PlateText a, in PlateText b) => !a.Equals(b);

    /// <summary>Order of their code units.</summary>
    public static int Compare(in PlateText a, in PlateText b)
    {
        ReadOnlySpan<char> first = a._characters, second = b._characters;
        return first[..a._length].SequenceCompareTo(second[..b._length]);
    }

    /// <summary>Adds a character at the end.</summary>
    public void Append(char character)
    {
        if (_length == LengthMax) throw new InvalidOperationException($"a plate has at most {LengthMax} characters");
        _characters[_length++] = character;
    }

    /// <summary>Puts another character in a place.</summary>
    public void Replace(int index, char character)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _length);
        _characters[index] = character;
    }

    /// <summary>Copies the characters and returns how many.</summary>
    public readonly int CopyTo(Span<char> target)
    {
        ReadOnlySpan<char> all = _characters;
        all[.._length].CopyTo(target);
        return _length;
    }

    /// <inheritdoc />
    public readonly bool Equals(PlateText other) => Compare(this, other) == 0;

    /// <inheritdoc />
    public override readonly bool Equals(object? obj) => obj is PlateText other && Equals(other);

    /// <inheritdoc />
    public override readonly int GetHashCode()
    {
        HashCode hash = default;
        for (int i = 0; i < _length; i++) hash.Add(_characters[i]);
        return hash.ToHashCode();
    }

    /// <inheritdoc />
    public override readonly string ToString()
    {
        ReadOnlySpan<char> all = _characters;
        return new string(all[.._length]);
    }

    [InlineArray(LengthMax)]
    private struct Storage
    {
        private char _first;
    }
}
