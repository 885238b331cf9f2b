using System.Text.RegularExpressions;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>Who a box is on the wire: <c>sc1/{org}/{site}/{device}</c>.</summary>
public sealed partial record DeviceIdentity
{
    /// <summary>Checks each name against <c>[a-z0-9-]</c> and its length (36).</summary>
    /// <exception cref="ArgumentException">A name has other characters or is too long; the message says which.</exception>
    public DeviceIdentity(string org, string site, string device)
    {
        Org = Require(org, nameof(org), CharactersMax);
        Site = Require(site, nameof(site), CharactersMax);
        Device = Require(device, nameof(device), CharactersMax);
    }

    /// <summary>The organisation that runs the boxes.</summary>
    public string Org { get; }

    /// <summary>The place.</summary>
    public string Site { get; }

    /// <summary>The box; the common name of its certificate.</summary>
    public string Device { get; }

    /// <summary>The topic below which everything of this box lies, without a trailing slash.</summary>
    public string TopicRoot => $"sc1/{Org}/{Site}/{Device}";

    /// <summary>Most characters of an organisation, site or device.</summary>
    internal const int CharactersMax = 36;

    internal static bool IsName(string name, int charactersMax) => name.Length <= charactersMax && NamePattern().IsMatch(name);

    internal static string Require(string name, string what, int charactersMax) =>
        IsName(name, charactersMax)
            ? name
            : throw new ArgumentException($"{what} '{name}' is not a name: use 1 to {charactersMax} of a-z, 0-9 and '-'", what);

    [GeneratedRegex("^[a-z0-9-]+\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
