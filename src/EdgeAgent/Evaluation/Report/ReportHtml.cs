using System.Net;
using System.Text;

namespace SafeCity.Edge.Agent.Evaluation.Report;

/// <summary>The text of a report's page. Everything that comes from outside is escaped: file names are data too.</summary>
internal static class ReportHtml
{
    private const string Head =
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; style-src 'unsafe-inline'">
        <style>
        :root{color-scheme:light dark}
        body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:1200px;padding:0 1rem}
        h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}
        p{margin:.2rem 0}
        .wide{overflow-x:auto}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums}
        th,td{padding:.25rem .7rem;text-align:right;border-bottom:1px solid #8884;white-space:nowrap}
        th:first-child,td:first-child{text-align:left}
        .gallery{display:grid;grid-template-columns:repeat(auto-fill,minmax(22rem,1fr));gap:1rem}
        figure{margin:0}figure img{width:100%;height:auto;border-radius:4px;background:#333}
        figcaption{font-size:.85rem}figcaption b{overflow-wrap:anywhere}
        .key i{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 1em;border-radius:2px}
        </style>
        """;

    private const string Key =
        """
        <p class="key"><i style="background:#32cd50"></i>labelled<i style="background:#468cff"></i>found, right
        <i style="background:#ff463c"></i>missed or false</p>
        """;

    internal static string Of(string title, IReadOnlyList<string> facts, IReadOnlyList<EvaluationTable> tables, ReportGallery gallery)
    {
        StringBuilder page = new(Head);
        page.Append("\n<title>").Append(Text(title)).Append("</title></head><body>\n<h1>").Append(Text(title)).Append("</h1>\n");
        foreach (string fact in facts) page.Append("<p>").Append(Text(fact)).Append("</p>\n");
        foreach (EvaluationTable table in tables) Append(page, table);
        page.Append("<h2>Pictures with failures: ").Append(Text(gallery.Count)).Append("</h2>\n");
        if (gallery.Pictures.Count > 0) page.Append(Key).Append("\n<div class=\"gallery\">\n");
        foreach ((string file, FailurePicture failure) in gallery.Pictures)
        {
            page.Append("<figure><a href=\"").Append(file).Append("\"><img loading=\"lazy\" src=\"").Append(file).Append("\" alt=\"")
                .Append(Text(failure.Caption))
                .Append("\"></a><figcaption><b>").Append(Text(failure.Name)).Append("</b><br>").Append(Text(failure.Caption))
                    .Append("</figcaption></figure>\n");
        }
        if (gallery.Pictures.Count > 0) page.Append("</div>\n");
        return page.Append("</body></html>\n").ToString();
    }

    private static void Append(StringBuilder page, EvaluationTable table)
    {
        page.Append("<h2>").Append(Text(table.Title)).Append("</h2>\n<div class=\"wide\"><table>\n");
        AppendRow(page, "th", table.Columns);
        foreach (IReadOnlyList<string> row in table.Rows) AppendRow(page, "td", row);
        page.Append("</table></div>\n");
    }

    private static void AppendRow(StringBuilder page, string cell, IReadOnlyList<string> values)
    {
        page.Append("<tr>");
        foreach (string value in values) page.Append('<').Append(cell).Append('>').Append(Text(value)).Append("</").Append(cell)
            .Append('>');
        page.Append("</tr>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
