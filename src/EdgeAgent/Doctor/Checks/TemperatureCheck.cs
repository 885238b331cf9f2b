using System.Globalization;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>No sensor is near the point at which the processor slows itself down, and it has not done so.</summary>
internal sealed class TemperatureCheck : BoxCheck
{
    public override string Id => "temperature";

    public override string Title => "temperature and throttling";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        string folder = context.System("/sys/class/thermal");
        double? hottest = null;
        foreach (string zone in Directory.Exists(folder) ? Directory.GetDirectories(folder, "thermal_zone*") : [])
            if (ReadNumber(Path.Combine(zone, "temp")) is { } millidegrees && !(millidegrees / 1000 < hottest)) hottest = millidegrees / 1000;
        if (hottest is not { } degrees) return Task.FromResult(Skip("this box shows no temperature (/sys/class/thermal)"));
        double throttled = ReadNumber(context.System("/sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count")) ?? 0;
        string text = string.Create(CultureInfo.InvariantCulture, $"hottest sensor {degrees:0} \u00b0C");
        if (degrees >= Hot) return Task.FromResult(Fail(text, "the box stands in the sun, is closed in, or its fan is dirty", "shade and ventilate it; the processor slows down at this temperature"));
        if (degrees >= Warm || throttled > 0)
            return Task.FromResult(Warn(throttled > 0 ? $"{text}; slowed down {throttled:0} times since the start" : text, "the box gets warm", "shade and ventilate it before summer"));
        return Task.FromResult(Fine(text));
    }

    private const double Warm = 80;
    private const double Hot = 95;

    private static double? ReadNumber(string file)
    {
        try
        {
            return File.Exists(file) && double.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out double number) ? number : null;
        }
        catch (IOException)
        {
            // Some sensors answer only while what they measure is on.
            return null;
        }
    }
}
