using System.Threading.Channels;

namespace SafeCity.Edge.Transport.Native.Mosquitto;

/// <summary>
/// What is known of one connection: written by the callbacks on the loop thread, awaited by everybody else. It does not hold the
/// native client, so that a forgotten <see cref="MqttClient"/> can be found by its finalizer.
/// </summary>
internal sealed class MqttSession
{
    private readonly Channel<MqttMessage> _messages;
    private readonly TimeSpan _patience;
    private readonly TaskCompletionSource<MqttBrokerLimits> _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<MqttException?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MqttSession(int messageQueueLimit, TimeSpan patience)
    {
        _messages = Channel.CreateBounded<MqttMessage>(
            new BoundedChannelOptions(messageQueueLimit) { SingleReader = true, SingleWriter = true });
        _patience = patience;
        // Nobody may be waiting any more when it fails: then the loop's end tells.
        _ = _accepted.Task.ContinueWith(
            static t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    /// <summary>Acknowledgements of publications.</summary>
    public PendingReplies<MqttReason> Publications { get; } = new();

    /// <summary>Acknowledgements of subscriptions, one reason a filter.</summary>
    public PendingReplies<MqttReason[]> Subscriptions { get; } = new();

    /// <summary>Messages for the handler.</summary>
    public ChannelReader<MqttMessage> Messages => _messages.Reader;

    /// <summary>Completes at a CONNACK of success; faults when it becomes certain that none will come.</summary>
    public Task<MqttBrokerLimits> Accepted => _accepted.Task;

    /// <summary>Completes, never faults, when the loop has ended: null when we wanted it, else why.</summary>
    public Task<MqttException?> Ended => _ended.Task;

    /// <summary>The CONNACK's reason; null before it. Loop thread only.</summary>
    public int? ConnectReason { get; private set; }

    /// <summary>Why the library closed the socket; null while it has not. Loop thread only.</summary>
    public (int Code, int SystemError)? CloseCause { get; private set; }

    /// <summary>Set when the connection must be ended for a reason of our own.</summary>
    public MqttException? Abort { get; private set; }

    /// <summary>CONNACK.</summary>
    public void Connected(int reason, MqttBrokerLimits limits)
    {
        ConnectReason = reason;
        if (reason == 0) _accepted.TrySetResult(limits);
    }

    /// <summary>The socket is closed. The first cause counts: reading on from a closed socket makes another.</summary>
    public void Closed(int code, int systemError) => CloseCause ??= (code, systemError);

    /// <summary>Forgets an attempt at one address before the next.</summary>
    public void BeginAttempt()
    {
        ConnectReason = null;
        CloseCause = null;
    }

    /// <summary>A message. Blocks the loop thread while the queue is full, which holds the broker back.</summary>
    public void Received(MqttMessage message)
    {
        if (_messages.Writer.TryWrite(message)) return;
        Task<bool> room = _messages.Writer.WaitToWriteAsync().AsTask();
        if (Task.WaitAny([room], _patience) == 0 && room.IsCompletedSuccessfully && room.Result && _messages.Writer.TryWrite(message))
            return;
        Fail($"messages arrive faster than they are handled: none was taken for {_patience.TotalSeconds:0} s");
    }

    /// <summary>Asks the loop to end the connection, for example because the handler failed.</summary>
    public void Fail(string reason) =>
        Abort ??= new MqttException(MqttFailure.ConnectionLost, "the connection to the broker was ended: " + reason);

    /// <summary>Unblocks a loop that waits for room: nothing more is taken.</summary>
    public void CloseMessages() => _messages.Writer.TryComplete();

    /// <summary>The loop is over.</summary>
    public void End(MqttException? cause)
    {
        MqttException reason = cause ?? new MqttException(MqttFailure.ConnectionLost, "the connection to the broker was closed");
        _accepted.TrySetException(reason);
        Publications.End(reason);
        Subscriptions.End(reason);
        CloseMessages();
        _ended.TrySetResult(cause);
    }
}
