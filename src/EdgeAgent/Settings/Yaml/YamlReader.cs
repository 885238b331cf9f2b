using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SafeCity.Edge.Agent.Settings.Yaml;

/// <summary>
/// Text to nodes with line numbers. Takes the plain part of YAML: one document, no anchors, aliases or tags (they hide what is set), no key
/// twice.
/// </summary>
internal static class YamlReader
{
    private const int FileBytesMax = 1 << 20;
    private const int DepthMax = 24;

    /// <summary>Reads the context's file; null if it cannot be read, which is then a fault.</summary>
    internal static YamlNode? ReadFile(YamlContext context)
    {
        try
        {
            if (new FileInfo(context.File) is { Exists: true, Length: > FileBytesMax })
            {
                context.Add(0, "", $"the file is larger than {FileBytesMax >> 20} MiB: is it a settings file?");
                return null;
            }
            return ReadText(File.ReadAllText(context.File), context);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Add(0, "", $"the file cannot be read ({e.Message}): check the path and its permissions");
            return null;
        }
    }

    /// <summary>Reads a text; null if it is no YAML or holds nothing, which is then a fault.</summary>
    internal static YamlNode? ReadText(string text, YamlContext context)
    {
        try
        {
            Parser parser = new(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                context.Add(0, "", "the file is empty: start from the output of 'safecity-edge config sample'");
                return null;
            }
            YamlNode root = Node(parser, context, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _)) context.Add(LineOf(parser.Current!), "", "a second document begins here ('---'): keep one");
            return root;
        }
        catch (YamlException e)
        {
            // The library's message may quote a value, so it is told in words of our own.
            context.Add((int)e.Start.Line, "", $"this is not YAML (column {e.Start.Column}): check indentation (spaces, no tabs), colons and quotes");
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // What the library's scanner throws at some broken texts (found by random ones), in place of its own exception.
            context.Add(0, "", "this is not YAML: check indentation (spaces, no tabs), colons and quotes");
            return null;
        }
    }

    private static YamlNode Node(Parser parser, YamlContext context, int depth)
    {
        int line = LineOf(parser.Current!);
        if (depth > DepthMax) throw new YamlException(parser.Current!.Start, parser.Current.End, "nested too deeply");
        if (parser.Current is NodeEvent { Anchor.IsEmpty: false }) context.Add(line, "", "anchors (&name) are not taken: write the value out");
        if (parser.Current is NodeEvent { Tag.IsEmpty: false } tagged && !tagged.Tag.IsNonSpecific) context.Add(line, "", "tags (!name) are not taken: leave it out");
        if (parser.TryConsume<Scalar>(out Scalar? scalar))
            return new YamlScalar(scalar.Value, scalar.Style != ScalarStyle.Plain, line) { Start = (int)scalar.Start.Index, End = (int)scalar.End.Index };
        if (parser.TryConsume<AnchorAlias>(out _))
        {
            context.Add(line, "", "aliases (*name) are not taken: write the value out");
            return new YamlScalar("", false, line);
        }
        return parser.Accept<SequenceStart>(out _) ? Sequence(parser, context, depth, line) : Mapping(parser, context, depth, line);
    }

    private static YamlSequence Sequence(Parser parser, YamlContext context, int depth, int line)
    {
        SequenceStart start = parser.Consume<SequenceStart>();
        List<YamlNode> items = [];
        SequenceEnd? end;
        while (!parser.TryConsume<SequenceEnd>(out end)) items.Add(Node(parser, context, depth + 1));
        return new YamlSequence(items, line) { IsFlow = start.Style == SequenceStyle.Flow, Start = (int)start.Start.Index, End = (int)end.End.Index };
    }

    private static YamlMapping Mapping(Parser parser, YamlContext context, int depth, int line)
    {
        MappingStart start = parser.Consume<MappingStart>();
        List<YamlEntry> entries = [];
        MappingEnd? end;
        while (!parser.TryConsume<MappingEnd>(out end))
        {
            Mark at = parser.Current!.Start;
            int keyLine = (int)at.Line;
            if (Node(parser, context, depth + 1) is not YamlScalar key)
            {
                context.Add(keyLine, "", "a key is a word: quote it if it begins with [ or {");
                key = new YamlScalar("", false, keyLine);
            }
            YamlNode value = Node(parser, context, depth + 1);
            if (entries.Find(e => e.Key == key.Text) is { } first)
                context.Add(keyLine, key.Text, $"this key stands in line {first.Line} already: keep one of them");
            else
                entries.Add(new YamlEntry(key.Text, keyLine, (int)at.Column, value));
        }
        return new YamlMapping(entries, line) { IsFlow = start.Style == MappingStyle.Flow, Start = (int)start.Start.Index, End = (int)end.End.Index };
    }

    private static int LineOf(ParsingEvent at) => (int)at.Start.Line;
}
