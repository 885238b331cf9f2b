using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>A range of a log that is to be sent again, with whoever waits for it.</summary>
internal sealed record ReplayOrder(StreamKey Stream, long From, long To)
{
    private readonly TaskCompletionSource<int> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<int> Done => _done.Task;

    internal int Records { get; set; }

    internal void Succeed() => _done.TrySetResult(Records);

    internal void Fail(Exception why) => _done.TrySetException(why);
}
