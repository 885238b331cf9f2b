using System.Diagnostics;

namespace Transport.Tests.Uplink;

/// <summary>Counts how often a point is reached, and kills at the given occurrence.</summary>
internal sealed class KillAt(string point, int occurrence)
{
    private int _left = occurrence;

    internal void Reached(string here)
    {
        if (here == point && Interlocked.Decrement(ref _left) == 0) Process.GetCurrentProcess().Kill();
    }
}
