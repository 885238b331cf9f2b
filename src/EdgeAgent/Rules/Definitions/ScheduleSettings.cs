namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>When a rule is open.</summary>
/// <param name="Windows">Any of them; empty: always.</param>
/// <param name="TimeZone">IANA name, for example <c>Europe/Berlin</c>.</param>
/// <param name="Holidays">On these dates only windows of holidays count.</param>
internal sealed record ScheduleSettings(IReadOnlyList<ScheduleWindow> Windows, string TimeZone, IReadOnlyList<DateOnly> Holidays);
