using System.Globalization;

namespace SafeCity.Edge.Benchmarks;

/// <summary>Resident memory of this process (proc(5), <c>/proc/self/status</c>), in MiB.</summary>
internal readonly record struct ProcessFootprint(double Resident, double Anonymous, double File, double Peak)
{
    internal static ProcessFootprint Now()
    {
        Dictionary<string, double> mebibytes = [];
        foreach (string line in System.IO.File.ReadLines("/proc/self/status"))
        {
            // "VmHWM:   123456 kB"
            string[] parts = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (parts is [var key, var number, "kB"]) mebibytes[key] = double.Parse(number, CultureInfo.InvariantCulture) / 1024;
        }
        return new ProcessFootprint(mebibytes["VmRSS:"], mebibytes["RssAnon:"], mebibytes["RssFile:"], mebibytes["VmHWM:"]);
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Resident,8:F1} {Anonymous,10:F1} {File,8:F1} {Peak,8:F1}");
}
