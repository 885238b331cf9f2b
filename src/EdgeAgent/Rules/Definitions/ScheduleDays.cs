namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>Days of the week, and holidays.</summary>
[Flags]
internal enum ScheduleDays
{
    None = 0,
    Monday = 1,
    Tuesday = 2,
    Wednesday = 4,
    Thursday = 8,
    Friday = 16,
    Saturday = 32,
    Sunday = 64,
    Holiday = 128,
    Weekdays = Monday | Tuesday | Wednesday | Thursday | Friday,
    Weekend = Saturday | Sunday,
    Everyday = Weekdays | Weekend | Holiday,
}
