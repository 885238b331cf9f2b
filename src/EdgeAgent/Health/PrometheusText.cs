using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace SafeCity.Edge.Agent.Health;

/// <summary>The present values of a meter in Prometheus' text format (exposition formats, version 0.0.4).</summary>
internal static class PrometheusText
{
    internal const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    internal static string Render(string meterName)
    {
        SortedDictionary<string, StringBuilder> families = new(StringComparer.Ordinal);
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Meter.Name == meterName) all.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(families, instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return string.Concat(families.Values);
    }

    private static void Add(SortedDictionary<string, StringBuilder> families, Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        bool counter = instrument is ObservableCounter<double>;
        string name = counter ? instrument.Name + "_total" : instrument.Name;
        if (!families.TryGetValue(name, out StringBuilder? text))
            families[name] = text = new StringBuilder($"# HELP {name} {instrument.Description}\n# TYPE {name} {(counter ? "counter" : "gauge")}\n");
        text.Append(name);
        if (tags.Length > 0)
        {
            text.Append('{');
            for (int i = 0; i < tags.Length; i++) text.Append(i > 0 ? "," : "").Append(tags[i].Key).Append("=\"").Append(Escape(tags[i].Value)).Append('"');
            text.Append('}');
        }
        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Escape(object? value) => (value?.ToString() ?? "")
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
