namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>
/// Lets publications out strictly in the order of their calls, so many at a time. A semaphore does not: a caller that waited is
/// woken on another thread, and the next caller, who finds a free place at once, goes before it.
/// </summary>
internal sealed class SendOrder(int inFlightMax)
{
    private readonly Lock _lock = new();
    private readonly Queue<Turn> _waiting = new();
    private int _inFlight;

    /// <summary>Calls <paramref name="send"/> when it is its turn, and gives its reply. The place is free again after the reply.</summary>
    /// <param name="send">Hands the message to the library; one at a time, perhaps on the thread of an earlier call.</param>
    /// <param name="cancellationToken">Cancels only the wait for the turn.</param>
    public async Task<MqttReason> SendAsync(Func<Task<MqttReason>> send, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Turn turn = new(send);
        lock (_lock)
        {
            _waiting.Enqueue(turn);
            SendWaiting();
        }
        CancellationTokenRegistration giveUp = cancellationToken.UnsafeRegister(_ => GiveUp(turn, cancellationToken), null);
        await using (giveUp.ConfigureAwait(false))
        {
            Task<MqttReason> reply = await turn.Sent.Task.ConfigureAwait(false);
            try
            {
                return await reply.ConfigureAwait(false);
            }
            finally
            {
                lock (_lock)
                {
                    _inFlight--;
                    SendWaiting();
                }
            }
        }
    }

    private void SendWaiting()
    {
        while (_inFlight < inFlightMax && _waiting.TryDequeue(out Turn? turn))
        {
            if (turn.Sent.Task.IsCompleted) continue;
            _inFlight++;
            turn.Sent.SetResult(Start(turn.Send));
        }
    }

    // An exception of the call belongs to its caller, not to the one whose place became free.
    private static async Task<MqttReason> Start(Func<Task<MqttReason>> send) => await send().ConfigureAwait(false);

    private void GiveUp(Turn turn, CancellationToken cancellationToken)
    {
        // Under the lock: a turn is either sent or given up.
        lock (_lock) turn.Sent.TrySetCanceled(cancellationToken);
    }

    private sealed record Turn(Func<Task<MqttReason>> Send)
    {
        public TaskCompletionSource<Task<MqttReason>> Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
