using System.Diagnostics;

namespace Transport.Tests.Broker;

/// <summary>Waits for a condition, with a deadline that fails the test.</summary>
internal static class Eventually
{
    /// <summary>Looks every 5 ms until the condition holds.</summary>
    internal static async Task True(Func<bool> condition, string what, double seconds = 20)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed.TotalSeconds > seconds) Assert.Fail($"after {seconds} s not yet: {what}");
            await Task.Delay(5);
        }
    }
}
