namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>Why a time zone is not known: a wrong name, or a box without time zone data.</summary>
internal static class ZoneFault
{
    internal static string Of(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Paris", out _)
        ? $"there is no time zone '{zone}': use a name of the IANA data such as Europe/Berlin, or UTC"
        : $"the time zone '{zone}' is not known, since this box has no time zone data: install tzdata, or use UTC";
}
