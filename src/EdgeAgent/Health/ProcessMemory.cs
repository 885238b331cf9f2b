using System.Globalization;

namespace SafeCity.Edge.Agent.Health;

/// <summary>What the kernel says of this process's memory (proc(5), <c>/proc/self/status</c>).</summary>
internal static class ProcessMemory
{
    /// <summary>Largest resident set so far, in bytes; 0 where the kernel does not tell.</summary>
    internal static long PeakResidentBytes()
    {
        foreach (string line in File.ReadLines("/proc/self/status"))
        {
            // "VmHWM:   123456 kB"
            if (!line.StartsWith("VmHWM:", StringComparison.Ordinal)) continue;
            string[] parts = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            return long.Parse(parts[1], CultureInfo.InvariantCulture) * 1024;
        }
        return 0;
    }
}
