using System.Diagnostics;

namespace Transport.Tests.Outbox;

/// <summary>Waits for a condition, with a deadline.</summary>
internal static class Wait
{
    internal static async Task UntilAsync(Func<bool> condition, string what)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"after 20 s not yet: {what}");
            await Task.Delay(5);
        }
    }
}
