namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>A part of certain days.</summary>
/// <param name="Days">On which days it begins.</param>
/// <param name="From">Local time, included.</param>
/// <param name="To">Local time, not included; at or before <paramref name="From"/>: on the next day. 00:00 is the end of the day.</param>
internal sealed record ScheduleWindow(ScheduleDays Days, TimeOnly From, TimeOnly To);
