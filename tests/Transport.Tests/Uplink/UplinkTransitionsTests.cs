using SafeCity.Edge.Transport.Uplink;

namespace Transport.Tests.Uplink;

public sealed class UplinkTransitionsTests
{
    [Fact]
    public void Every_pair_of_state_and_event_is_the_one_of_the_design()
    {
        // Rows: states. Columns: AttemptDue, Connected, Subscribed, Announced, Failed, StopRequested, Ended. "-": cannot happen.
        string[] design =
        [
            "Waiting     Connecting -           -          -       -        Stopping -      ",
            "Connecting  -          Subscribing -          -       Waiting  Stopping -      ",
            "Subscribing -          -           Announcing -       Waiting  Stopping -      ",
            "Announcing  -          -           -          Sending Waiting  Stopping -      ",
            "Sending     -          -           -          -       Waiting  Stopping -      ",
            "Stopping    -          -           -          -       Stopping Stopping Stopped",
            "Stopped     -          -           -          -       -        Stopped  -      ",
        ];
        List<string> found = [];
        foreach (UplinkState state in Enum.GetValues<UplinkState>())
        {
            IEnumerable<string> next = Enum.GetValues<UplinkEvent>().Select(e => UplinkTransitions.Next(state, e)?.ToString() ?? "-");
            found.Add(string.Join(' ', next.Prepend(state.ToString())));
        }
        Assert.Equal(design.Select(d => string.Join(' ', d.Split(' ', StringSplitOptions.RemoveEmptyEntries))), found);
    }

    [Fact]
    public void Every_state_can_be_stopped() =>
        Assert.All(Enum.GetValues<UplinkState>(), s => Assert.NotNull(UplinkTransitions.Next(s, UplinkEvent.StopRequested)));
}
