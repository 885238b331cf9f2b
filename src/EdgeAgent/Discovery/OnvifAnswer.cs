using System.Xml;
using System.Xml.Linq;

namespace SafeCity.Edge.Agent.Discovery;

/// <summary>The answer of a device to a WS-Discovery question; comes from the network, so nothing in it is trusted.</summary>
internal static class OnvifAnswer
{
    private const string Scope = "onvif://www.onvif.org/";
    private const int TextCharactersMax = 100;

    private static readonly XNamespace Discovery = "http://schemas.xmlsoap.org/ws/2005/04/discovery";

    // No document type definitions: no files, no other hosts, no entities that grow.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 1 << 17 };

    /// <summary>The cameras in a datagram; none if it is no answer.</summary>
    internal static IReadOnlyList<FoundCamera> Read(ReadOnlySpan<byte> datagram)
    {
        try
        {
            using MemoryStream stream = new(datagram.ToArray());
            using XmlReader reader = XmlReader.Create(stream, Settings);
            return [.. XDocument.Load(reader).Descendants(Discovery + "ProbeMatch").Select(Camera).OfType<FoundCamera>()];
        }
        catch (XmlException)
        {
            // Noise from outside.
            return [];
        }
    }

    private static FoundCamera? Camera(XElement match)
    {
        // The first address that is one; devices give one a network.
        string? address = Words(match, "XAddrs").FirstOrDefault(a => Uri.TryCreate(a, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && a.Length <= 200);
        return address is null ? null : new FoundCamera("onvif", new Uri(address).GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped), ScopeOf(match, "name/"), ScopeOf(match, "hardware/"));
    }

    private static string? ScopeOf(XElement match, string kind)
    {
        string? found = Words(match, "Scopes").FirstOrDefault(s => s.StartsWith(Scope + kind, StringComparison.OrdinalIgnoreCase))?[(Scope.Length + kind.Length)..];
        if (found is null) return null;
        // What is shown on a terminal must not steer it.
        string plain = new([.. Uri.UnescapeDataString(found).Where(c => !char.IsControl(c)).Take(TextCharactersMax)]);
        return plain.Length == 0 ? null : plain;
    }

    private static string[] Words(XElement match, string name) => (match.Element(Discovery + name)?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
