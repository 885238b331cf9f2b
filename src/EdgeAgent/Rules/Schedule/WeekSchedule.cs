using SafeCity.Edge.Agent.Rules.Definitions;

namespace SafeCity.Edge.Agent.Rules.Schedule;

/// <summary>
/// When a rule is open, in local time. A local hour that a change to summer time leaves out is not there; one that comes twice is open
/// twice. Not thread-safe: it remembers the minute it was asked for last.
/// </summary>
internal sealed class WeekSchedule
{
    private readonly TimeZoneInfo _zone;
    private readonly HashSet<DateOnly> _holidays;
    // By minute of the day, for each day of the week from Monday, then for holidays.
    private readonly bool[,] _today = new bool[HolidayRow + 1, MinutesOfDay];
    // What a window of the day before reaches over into this one.
    private readonly bool[,] _over = new bool[HolidayRow + 1, MinutesOfDay];
    private readonly bool _always;
    private long _minute = long.MinValue;
    private bool _open;

    private const int MinutesOfDay = 24 * 60;
    private const int HolidayRow = 7;

    /// <summary>Takes checked settings; null: always open.</summary>
    /// <exception cref="TimeZoneNotFoundException">There is no such zone, or no time zone data on the box.</exception>
    internal WeekSchedule(ScheduleSettings? settings)
    {
        _always = settings is null || settings.Windows.Count == 0;
        _zone = settings is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(settings.TimeZone);
        _holidays = [.. settings?.Holidays ?? []];
        foreach (ScheduleWindow window in settings?.Windows ?? []) Open(window);
    }

    /// <summary>Whether it is open at a moment.</summary>
    internal bool IsOpen(DateTimeOffset moment)
    {
        if (_always) return true;
        long minute = moment.UtcTicks / TimeSpan.TicksPerMinute;
        if (minute == _minute) return _open;
        _minute = minute;
        DateTime local = TimeZoneInfo.ConvertTime(moment, _zone).DateTime;
        DateOnly day = DateOnly.FromDateTime(local);
        int at = (local.Hour * 60) + local.Minute;
        return _open = _today[RowOf(day), at] || _over[RowOf(day.AddDays(-1)), at];
    }

    /// <summary>The first two windows that are open at one minute of one day; null if none are.</summary>
    internal static (int First, int Second)? Overlap(IReadOnlyList<ScheduleWindow> windows)
    {
        int[,] taken = new int[HolidayRow + 1, MinutesOfDay * 2];
        for (int i = 0; i < windows.Count; i++)
        {
            for (int row = 0; row <= HolidayRow; row++)
            {
                if (!Includes(windows[i].Days, row)) continue;
                (int from, int to) = MinutesOf(windows[i]);
                for (int minute = from; minute < to; minute++)
                {
                    // Over midnight of a Sunday is Monday; what follows a holiday is not known from the week.
                    (int day, int at) = minute < MinutesOfDay || row == HolidayRow ? (row, minute) : ((row + 1) % HolidayRow, minute - MinutesOfDay);
                    if (taken[day, at] > 0 && taken[day, at] != i + 1) return (taken[day, at] - 1, i);
                    taken[day, at] = i + 1;
                }
            }
        }
        return null;
    }

    private void Open(ScheduleWindow window)
    {
        (int from, int to) = MinutesOf(window);
        for (int row = 0; row <= HolidayRow; row++)
        {
            if (!Includes(window.Days, row)) continue;
            for (int minute = from; minute < to; minute++)
            {
                if (minute < MinutesOfDay) _today[row, minute] = true;
                else _over[row, minute - MinutesOfDay] = true;
            }
        }
    }

    private int RowOf(DateOnly day) => _holidays.Contains(day) ? HolidayRow : ((int)day.DayOfWeek + 6) % 7;

    private static bool Includes(ScheduleDays days, int row) => ((int)days & (1 << row)) != 0;

    private static (int From, int To) MinutesOf(ScheduleWindow window)
    {
        int from = (window.From.Hour * 60) + window.From.Minute, to = (window.To.Hour * 60) + window.To.Minute;
        return (from, to <= from ? to + MinutesOfDay : to);
    }
}
