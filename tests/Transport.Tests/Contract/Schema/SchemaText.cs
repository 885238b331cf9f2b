using System.Text.RegularExpressions;
using System.Xml.Linq;
using SafeCity.Edge.Transport.Contract;

namespace Transport.Tests.Contract.Schema;

/// <summary>The words of the types' documentation, which the schema repeats.</summary>
internal static partial class SchemaText
{
    private static readonly Dictionary<string, XElement> Members =
        XDocument.Load(Path.ChangeExtension(typeof(CloudEvent).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(m => m.Attribute("name")!.Value);

    /// <summary>What is said of a member; null when nothing is.</summary>
    internal static string? Of(Type type, string member)
    {
        if (Members.TryGetValue($"P:{type.FullName}.{member}", out XElement? property) && property.Element("summary") is { } summary)
            return Plain(summary);
        return Members.Where(m => m.Key.StartsWith($"M:{type.FullName}.#ctor", StringComparison.Ordinal) || m.Key == $"T:{type.FullName}")
            .SelectMany(m => m.Value.Elements("param")).Where(p => p.Attribute("name")!.Value == member).Select(Plain).FirstOrDefault();
    }

    private static string Plain(XElement text) => Space().Replace(string.Concat(text.Nodes().Select(Word)), " ").Trim();

    private static string Word(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"'{code.Value}'",
        XElement reference => (reference.Attribute("cref") ?? reference.Attribute("name"))?.Value.Split('.')[^1] ?? reference.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
