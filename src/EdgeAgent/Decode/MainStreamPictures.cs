using Polly;
using Polly.Retry;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Decode;

/// <summary>
/// Pictures of a camera's main stream for moments of its sub-stream, which is the one that is analysed. The last seconds of the main
/// stream are kept as packets; only when a picture is asked for are the packets from the key frame before it on decoded. A camera has
/// a thread of its own that reads and connects again; of a file as much is read as is asked for, so that the answer depends on nothing
/// else. One thread asks.
/// </summary>
internal sealed class MainStreamPictures : IDisposable
{
    private readonly VideoSource _source;
    private readonly MainStreamOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<string> _say;
    private readonly CancellationTokenSource _stop = new();
    // Held while a picture is decoded, and while a connection is exchanged.
    private readonly Lock _exchange = new();
    private readonly Thread? _thread;
    private MainStreamConnection? _connection;
    private bool _toldAway, _gavePackets;

    private MainStreamPictures(VideoSource source, MainStreamOptions options, TimeProvider time, Action<string> say)
    {
        (_source, _options, _time, _say) = (source, options, time, say);
        if (source.IsLive) _thread = new Thread(ReadCamera) { Name = "main stream", IsBackground = true };
    }

    /// <summary>The connection stands, and something of it can be decoded.</summary>
    internal bool IsThere => Volatile.Read(ref _connection) is { PacketsKept: > 0 };

    /// <summary>By which clock the last picture was looked for.</summary>
    internal PictureAlignment Alignment => Volatile.Read(ref _connection)?.Alignment ?? PictureAlignment.None;

    /// <summary>Packets of the present connection that were decoded; all others never were.</summary>
    internal long PacketsDecoded => Volatile.Read(ref _connection)?.PacketsDecoded ?? 0;

    /// <summary>Compressed bytes that are kept at present.</summary>
    internal long BytesKept => Volatile.Read(ref _connection)?.BytesKept ?? 0;

    /// <summary>Opens a file at once; a camera is opened by its own thread, as often as it must be.</summary>
    /// <param name="source">The main stream.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="time">The same as of the sub-stream's decoder: moments are compared.</param>
    /// <param name="say">Takes a sentence when the main stream goes away or comes back. Called on the reading thread.</param>
    /// <exception cref="VideoSourceException">The file cannot be opened.</exception>
    internal static MainStreamPictures Start(VideoSource source, MainStreamOptions options, TimeProvider time, Action<string> say)
    {
        AvLibraries.EnsureLoaded();
        MainStreamPictures pictures = new(source, options, time, say);
        if (pictures._thread is { } thread) thread.Start();
        else pictures._connection = MainStreamConnection.Open(source, options, time, CancellationToken.None);
        return pictures;
    }

    /// <summary>
    /// Decodes the picture that was taken at a moment of the sub-stream, or nearest to it. Takes as long as decoding from the key
    /// frame before it does. Any other result than <see cref="MainPicture.Decoded"/> means: use the sub-stream's pixels.
    /// </summary>
    /// <param name="at">The moment of a frame of the sub-stream, <see cref="DecodedFrame.Moment"/>.</param>
    /// <param name="into">Holds the picture if the result is <see cref="MainPicture.Decoded"/>; its time is <paramref name="at"/>'s.</param>
    /// <exception cref="VideoSourceException">The main stream is a file, and it cannot be read on.</exception>
    internal MainPicture TryDecode(in FrameMoment at, DecodedFrame into)
    {
        into.Clear();
        lock (_exchange) return _connection?.TryDecode(at, into) ?? MainPicture.Away;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Cancel();
        _thread?.Join();
        Close();
        _stop.Dispose();
    }

    private void ReadCamera()
    {
        CancellationToken stop = _stop.Token;
        ResiliencePipeline reconnecting = Reconnecting();
        try
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    reconnecting.Execute(ReadConnection, stop);
                }
                catch (VideoSourceException e)
                {
                    TellAway(e);
                    if (!e.CanRetry) return;
                    // It gave packets before it failed: the waits begin anew.
                    stop.WaitHandle.WaitOne(_options.ReconnectDelayMin);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private ResiliencePipeline Reconnecting() => new ResiliencePipelineBuilder { TimeProvider = _time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<VideoSourceException>(e => e.CanRetry && !_gavePackets),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = _options.ReconnectDelayMin,
            MaxDelay = _options.ReconnectDelayMax,
            UseJitter = true,
            OnRetry = retry =>
            {
                TellAway((VideoSourceException)retry.Outcome.Exception!);
                return default;
            },
        })
        .Build();

    // Once: a camera that is off all night is one piece of news.
    private void TellAway(VideoSourceException e)
    {
        if (!_toldAway) _say($"{e.Message}. Key frames come from the sub-stream{(e.CanRetry ? " until the main stream is there" : "")}.");
        _toldAway = true;
    }

    /// <summary>Reads until stopped; throws when the connection breaks.</summary>
    private void ReadConnection(CancellationToken stop)
    {
        _gavePackets = false;
        MainStreamConnection connection = MainStreamConnection.Open(_source, _options, _time, stop);
        using CancellationTokenRegistration ending = stop.UnsafeRegister(static c => ((MainStreamConnection)c!).Stop(), connection);
        Volatile.Write(ref _connection, connection);
        try
        {
            while (connection.ReadPacket())
            {
                _gavePackets = true;
                if (!_toldAway || connection.PacketsKept == 0) continue;
                _toldAway = false;
                _say($"{_source.Display} is there: key frames come from the main stream.");
            }
        }
        finally
        {
            Close();
        }
    }

    private void Close()
    {
        lock (_exchange)
        {
            MainStreamConnection? connection = _connection;
            Volatile.Write(ref _connection, null);
            connection?.Dispose();
        }
    }
}
