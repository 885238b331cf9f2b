using System.Text.Json.Nodes;

namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>
/// A map of a settings file while it is bound to a record. Each call names a key, what it takes and what it is for; a fault is noted with
/// its line and reading goes on with a value that stands in. Whoever hands out the map reports the keys that nobody asked for. Without
/// entries (<see cref="Describe"/>) the same calls only record what may be written: the JSON Schema is made so.
/// </summary>
internal sealed partial class YamlMap
{
    private readonly YamlMapping _node;
    private readonly YamlContext _context;
    private readonly bool _describing;
    private readonly JsonObject _effective = [];

    private YamlMap(YamlMapping node, string path, YamlContext context, bool describing)
    {
        _node = node;
        Path = path;
        _context = context;
        _describing = describing;
    }

    /// <summary>Where it stands, as <c>cameras[0].rules[1]</c>; empty for the file itself.</summary>
    internal string Path { get; }

    /// <summary>Line of its beginning, from 1.</summary>
    internal int Line => _node.Line;

    /// <summary>What may be written in it, as far as it was asked for.</summary>
    internal YamlShape Shape { get; } = new();

    /// <summary>Binds a whole file.</summary>
    /// <param name="root">As <see cref="YamlReader"/> gives it; null gives the default.</param>
    /// <param name="context">Takes the faults.</param>
    /// <param name="bind">Makes the record.</param>
    internal static T? BindRoot<T>(YamlNode? root, YamlContext context, Func<YamlMap, T> bind)
    {
        if (root is null) return default;
        if (root is YamlMapping node)
        {
            YamlMap map = new(node, "", context, describing: false);
            context.Effective = map._effective;
            return map.Bind(bind);
        }
        context.Add(root.Line, "", "the file holds no settings: it begins with 'version: 1'");
        return default;
    }

    /// <summary>What a binder would take: its JSON Schema.</summary>
    internal static JsonObject Describe<T>(Func<YamlMap, T> bind)
    {
        YamlMap map = new(new YamlMapping([], 0), "", new YamlContext("schema", SecretStore.Empty), describing: true);
        map.Bind(bind);
        return map.Shape.ToSchema();
    }

    /// <summary>A value that must be there.</summary>
    internal T Required<T>(string key, ScalarType<T> type, string description)
    {
        Shape.Add(key, type.Schema(), description, required: true);
        if (_describing) return type.Example;
        if (Find(key) is { } entry) return Note(key, entry, type);
        Missing(key, type.Allowed);
        return type.Example;
    }

    /// <summary>A value that may be left out.</summary>
    internal T Optional<T>(string key, ScalarType<T> type, T fallback, string description)
    {
        JsonObject schema = type.Schema();
        if (!type.IsSecret && type.Write(fallback) is { } written) schema["default"] = written;
        Shape.Add(key, schema, description, required: false);
        if (Find(key) is { } entry) return Note(key, entry, type);
        if (!type.IsSecret) _effective[key] = type.Write(fallback);
        return fallback;
    }

    /// <summary>A value that may be left out and is then null.</summary>
    internal T? OptionalOrNull<T>(string key, ScalarType<T> type, string description)
        where T : class
    {
        Shape.Add(key, type.Schema(), description, required: false);
        return Find(key) is { } entry ? Note(key, entry, type) : null;
    }

    /// <summary>A number, duration or the like that may be left out and is then null.</summary>
    internal T? OptionalValue<T>(string key, ScalarType<T> type, string description)
        where T : struct
    {
        Shape.Add(key, type.Schema(), description, required: false);
        return Find(key) is { } entry ? Note(key, entry, type) : null;
    }

    /// <summary>A list of single values that may be left out.</summary>
    internal IReadOnlyList<T> Values<T>(string key, ScalarType<T> type, IReadOnlyList<T> fallback, string description)
    {
        JsonObject schema = new() { ["type"] = "array", ["items"] = type.Schema() };
        if (fallback.Count > 0) schema["default"] = new JsonArray([.. fallback.Select(f => type.Write(f))]);
        Shape.Add(key, schema, description, required: false);
        IReadOnlyList<T> items = Find(key) is { } entry ? Items(entry, PathOfKey(key), (node, path) => Read(node, path, type)) : fallback;
        _effective[key] = new JsonArray([.. items.Select(i => type.Write(i))]);
        return items;
    }

    /// <summary>A map below this one that must be there.</summary>
    internal T Section<T>(string key, Func<YamlMap, T> bind, string description)
    {
        YamlMap map = Child(key, bind, description, required: true, out T bound);
        if (!_describing && map._node.Line == 0) Missing(key, $"a section with {string.Join(", ", map.Shape.Keys)}");
        return bound;
    }

    /// <summary>A map below this one that may be left out; its binder then sees an empty one and gives its defaults.</summary>
    internal T SectionOrDefaults<T>(string key, Func<YamlMap, T> bind, string description)
    {
        Child(key, bind, description, required: false, out T bound);
        return bound;
    }

    /// <summary>A map below this one that may be left out and is then null.</summary>
    internal T? SectionOrNull<T>(string key, Func<YamlMap, T> bind, string description)
        where T : class
    {
        if (Find(key) is null) _effective[key] = null;
        if (_describing || Find(key) is not null)
        {
            Child(key, bind, description, required: false, out T bound);
            return bound;
        }
        Shape.Add(key, [], description, required: false);
        return null;
    }

    /// <summary>A list of maps; each is bound by itself.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="bind">For each item.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="itemsMin">With 1 or more, the list must be there.</param>
    /// <param name="itemsMax">More are a fault.</param>
    internal IReadOnlyList<T> List<T>(string key, Func<YamlMap, T> bind, string description, int itemsMin = 0, int itemsMax = 256)
    {
        JsonObject schema = new() { ["type"] = "array", ["minItems"] = itemsMin, ["maxItems"] = itemsMax };
        if (_describing) schema["items"] = Describe(bind);
        Shape.Add(key, schema, description, required: itemsMin > 0);
        if (Find(key) is not { } entry)
        {
            if (itemsMin > 0 && !_describing) Missing(key, $"a list of {itemsMin} or more");
            return [];
        }
        JsonArray effective = [];
        _effective[key] = effective;
        IReadOnlyList<T> items = Items(entry, PathOfKey(key), (node, path) => BindNode(node, path, bind, effective));
        if (items.Count < itemsMin || items.Count > itemsMax) Fault(key, $"{items.Count} items: use {itemsMin} to {itemsMax}");
        return items;
    }

    /// <summary>A map whose other keys depend on the value of one: each kind of rule, for example, has its own.</summary>
    /// <param name="key">The key that says which.</param>
    /// <param name="kinds">Binder by value; each is given this same map.</param>
    /// <param name="description">What the key is for.</param>
    internal T? Choose<T>(string key, IReadOnlyDictionary<string, Func<YamlMap, T>> kinds, string description)
    {
        ScalarType<string> type = Scalars.OneOf([.. kinds.Keys.Order(StringComparer.Ordinal).Select(k => (k, k))]);
        string kind = Required(key, type, description);
        if (_describing)
        {
            foreach ((string name, Func<YamlMap, T> bind) in kinds.OrderBy(k => k.Key, StringComparer.Ordinal))
            {
                YamlMap probe = new(_node, Path, _context, describing: true);
                probe.Bind(bind);
                Shape.AddCase(key, name, probe.Shape);
            }
            return default;
        }
        // Without a kind nobody knows which keys are right.
        if (Find(key)?.Value is YamlScalar scalar && type.TryRead(scalar.Text, out _)) return kinds[kind](this);
        foreach (YamlEntry entry in _node.Entries) Shape.Add(entry.Key, [], "", required: false);
        return default;
    }

    /// <summary>Notes what is wrong with a key beyond its own value: two settings that do not go together, for example.</summary>
    internal void Fault(string key, string problem)
    {
        if (!_describing) _context.Add(Find(key)?.Line ?? Line, PathOfKey(key), problem);
    }

    /// <summary>A digest of everything that holds in this map so far, and of texts that it only refers to, as secrets.</summary>
    internal string Fingerprint(params string[] referred) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\0', [_effective.ToJsonString(), .. referred]))));

    /// <summary>Whether the key was written.</summary>
    internal bool Has(string key) => Find(key) is not null;

    /// <summary>Makes a path of the settings absolute: relative ones begin at the folder of the settings file.</summary>
    internal string PathOf(string path) => System.IO.Path.GetFullPath(path, _context.Folder);
}
