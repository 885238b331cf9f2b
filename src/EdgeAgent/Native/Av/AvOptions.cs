namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Named options of one open call. libav takes those that it knows out; what is left is freed here.</summary>
internal sealed unsafe class AvOptions : IDisposable
{
    private AVDictionary* _entries;

    /// <summary>The dictionary as the open calls take it: they replace it.</summary>
    internal AVDictionary* Entries
    {
        get => _entries;
        set => _entries = value;
    }

    /// <summary>Adds or replaces one option.</summary>
    internal AvOptions Set(string name, string value)
    {
        AVDictionary* entries = _entries;
        int result = Interop.Av.av_dict_set(&entries, name, value, 0);
        _entries = entries;
        AvException.Check(result, nameof(Interop.Av.av_dict_set));
        return this;
    }

    /// <summary>Adds or replaces one option with a number.</summary>
    internal AvOptions Set(string name, long value) => Set(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <inheritdoc />
    public void Dispose()
    {
        AVDictionary* entries = _entries;
        Interop.Av.av_dict_free(&entries);
        _entries = null;
    }
}
