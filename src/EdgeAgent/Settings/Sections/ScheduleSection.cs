using System.Globalization;
using System.Text.Json.Nodes;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary><c>schedule</c> of a rule: windows of the week in local time, and holidays.</summary>
internal static class ScheduleSection
{
    internal static ScheduleSettings Bind(YamlMap map) => new(
        map.List("windows", Window, "when it is open", itemsMin: 1, itemsMax: 50),
        map.Optional("timeZone", Scalars.Text(64), "UTC", "IANA name of the time zone, for example Europe/Berlin"),
        map.Values("holidays", Day, [], "dates on which only windows of 'holiday' count, as 2026-12-25"));

    private static ScheduleWindow Window(YamlMap map) => new(
        map.Values("days", Days, [ScheduleDays.Everyday], "mon to sun, holiday, weekdays, weekend, everyday")
            .Aggregate(ScheduleDays.None, (all, day) => all | day),
        map.Optional("from", Time, TimeOnly.MinValue, "local time, as 18:30"),
        map.Optional("to", Time, TimeOnly.MinValue, "local time, not included; at or before 'from' it is on the next day"));

    private static ScalarType<ScheduleDays> Days { get; } = Scalars.OneOf(
        ("mon", ScheduleDays.Monday), ("tue", ScheduleDays.Tuesday), ("wed", ScheduleDays.Wednesday), ("thu", ScheduleDays.Thursday),
        ("fri", ScheduleDays.Friday), ("sat", ScheduleDays.Saturday), ("sun", ScheduleDays.Sunday), ("holiday", ScheduleDays.Holiday),
        ("weekdays", ScheduleDays.Weekdays), ("weekend", ScheduleDays.Weekend), ("everyday", ScheduleDays.Everyday));

    private static ScalarType<TimeOnly> Time { get; } = new("a time of day as 18:30", TimeOnly.MinValue)
    {
        TryRead = static (string text, out TimeOnly value) =>
        {
            bool endOfDay = text == "24:00";
            return TimeOnly.TryParseExact(endOfDay ? "00:00" : text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
        },
        Schema = static () => new JsonObject { ["type"] = "string", ["pattern"] = "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$" },
        Write = static value => JsonValue.Create(value.ToString("HH:mm", CultureInfo.InvariantCulture)),
    };

    private static ScalarType<DateOnly> Day { get; } = new("a date as 2026-12-25", DateOnly.MinValue)
    {
        TryRead = static (string text, out DateOnly value) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value),
        Schema = static () => new JsonObject { ["type"] = "string", ["format"] = "date" },
        Write = static value => JsonValue.Create(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
    };
}
