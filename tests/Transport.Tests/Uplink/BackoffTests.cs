using FsCheck;
using FsCheck.Fluent;
using SafeCity.Edge.Transport.Uplink;

namespace Transport.Tests.Uplink;

public sealed class BackoffTests
{
    [Fact]
    public void Waits_double_within_their_bounds_and_begin_again_after_a_reset() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            Backoff backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(120), new Random(seed));
            for (int round = 0; round < 2; round++)
            {
                for (int n = 0; n < 40; n++)
                {
                    double seconds = backoff.Next().TotalSeconds;
                    double upper = Math.Min(Math.Pow(2, n + 1), 120);
                    Assert.InRange(seconds, Math.Max(1, upper / 2) - 1e-6, upper + 1e-6);
                }
                backoff.Reset();
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_boxes_do_not_come_back_together()
    {
        Backoff one = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(120), new Random(1));
        Backoff two = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(120), new Random(2));
        Assert.NotEqual(one.Next(), two.Next());
    }
}
