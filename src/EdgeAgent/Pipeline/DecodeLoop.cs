using Polly;
using Polly.Retry;
using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Pipeline;

/// <summary>
/// The decoding thread: reads the source to its end, stamps each frame and offers it to the detector. A live source that fails
/// is opened again, a file is not.
/// </summary>
internal sealed class DecodeLoop(
    CameraSettings settings, LatestSlot<CapturedFrame> slot, SceneFeedback? feedback, PipelineStatistics statistics, RunServices services) : IDisposable
{
    private static readonly TimeSpan ReconnectDelayMin = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = services.Time;
    // What decides must not depend on which thread is ahead where every frame of a file is analysed.
    private readonly DecodePace? _pace = feedback is null
        ? null
        : new DecodePace(feedback, new DecodePaceOptions { LockStep = !settings.Source.IsLive && settings.Speed == PlaybackSpeed.Max });

    private readonly StreamClock _clock = new(services.Time);
    private CapturedFrame _frame = new();
    private long _frames;

    /// <summary>What the decoding of a frame allocates.</summary>
    internal AllocationMeter Allocation { get; } = new(settings.WarmUpFrames);

    /// <summary>Runs until the end of the source or cancellation.</summary>
    /// <exception cref="VideoSourceException">The source failed and is not, or no longer, to be opened again.</exception>
    internal void Run(CancellationToken stop)
    {
        try
        {
            if (settings.Source.IsLive && settings.ReconnectsMax != 0) ReadCamera(stop);
            else ReadToEnd(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end that the operator asked for.
        }
        finally
        {
            slot.Complete();
        }
    }

    // A connection that gave pictures was a good one: what fails after it is counted, and waited for, from the beginning.
    private void ReadCamera(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            long before = _frames;
            try
            {
                Reconnecting(before).Execute(ReadToEnd, stop);
                return;
            }
            catch (VideoSourceException e) when (e.CanRetry && _frames > before)
            {
                TellReconnect(e, ReconnectDelayMin);
                stop.WaitHandle.WaitOne(ReconnectDelayMin);
            }
        }
    }

    private void ReadToEnd(CancellationToken stop)
    {
        using VideoDecoder decoder = VideoDecoder.Open(settings.Source, new VideoDecoderOptions { DecoderName = settings.Decoder, Pace = _pace }, _time, stop);
        using CancellationTokenRegistration ending = stop.UnsafeRegister(static d => ((VideoDecoder)d!).Stop(), decoder);
        _clock.BeginConnection(settings.Speed == PlaybackSpeed.Max ? decoder.Info.Duration ?? TimeSpan.Zero : TimeSpan.Zero);
        long packetErrors = 0;
        FramePacer? pacer = settings.Source.IsLive || settings.Speed == PlaybackSpeed.Max ? null : new FramePacer(_time);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                long started = _time.GetTimestamp();
                TimeSpan waited = feedback?.Waited ?? TimeSpan.Zero;
                if (decoder.Read(_frame.Frame) != DecodeResult.Frame) break;
                statistics.Add(Stage.Decode, _time.GetElapsedTime(started) - ((feedback?.Waited ?? TimeSpan.Zero) - waited));
                statistics.CountDecoded();
                pacer?.WaitUntilDue(_frame.Frame.Time, stop);
                Stamp();
                Allocation.CountFrame();
                if (!slot.Offer(ref _frame)) statistics.CountDrop(DropCause.DetectorBusy);
            }
        }
        finally
        {
            packetErrors = decoder.DecodeErrors;
            statistics.AddPacketErrors(packetErrors);
        }
        statistics.AddSkipped(decoder.PacketsSkipped);
        if (packetErrors > 0) services.Say($"{settings.Source.Display}: {packetErrors} damaged packets were skipped; check the cable, the network or the file.");
    }

    private void Stamp()
    {
        DecodedFrame frame = _frame.Frame;
        (Inference.Frames.MediaTime media, DateTimeOffset wall) = _clock.Stamp(frame.Time);
        _frame.Stamp = new FrameStamp(_frames++, media, wall, frame.Width, frame.Height, frame.Moment);
    }

    private ResiliencePipeline Reconnecting(long framesBefore) => new ResiliencePipelineBuilder { TimeProvider = _time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<VideoSourceException>(e => e.CanRetry && _frames == framesBefore),
            MaxRetryAttempts = settings.ReconnectsMax ?? int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = ReconnectDelayMin,
            MaxDelay = TimeSpan.FromSeconds(30),
            UseJitter = true,
            OnRetry = retry =>
            {
                TellReconnect(retry.Outcome.Exception!, retry.RetryDelay);
                return default;
            },
        })
        .Build();

    private void TellReconnect(Exception reason, TimeSpan delay)
    {
        statistics.CountReconnect();
        statistics.SetFault(reason.Message);
        services.Say($"{reason.Message}. Trying again in {delay.TotalSeconds:0.0} s.");
    }

    /// <inheritdoc />
    public void Dispose() => _frame.Dispose();
}
