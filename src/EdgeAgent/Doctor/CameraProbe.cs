using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Doctor;

/// <summary>Watches a camera for a few seconds: first its pictures, then its packets.</summary>
internal static class CameraProbe
{
    // Enough of a file to see a rate and a few key frames.
    private const int FileFramesMax = 200;

    /// <summary>Watches.</summary>
    /// <param name="camera">Which.</param>
    /// <param name="watch">How long each of the two looks takes.</param>
    /// <param name="time">Clock.</param>
    /// <param name="stop">Ends it.</param>
    internal static CameraFindings Run(CameraSettings camera, TimeSpan watch, TimeProvider time, CancellationToken stop)
    {
        CameraFindings findings = new();
        try
        {
            findings = WatchPictures(camera, watch, time, stop);
            return findings with { KeyFrameInterval = WatchPackets(camera.Source, watch, time, stop) };
        }
        catch (VideoSourceException e)
        {
            return findings with { Fault = e };
        }
    }

    private static CameraFindings WatchPictures(CameraSettings camera, TimeSpan watch, TimeProvider time, CancellationToken stop)
    {
        using VideoDecoder decoder = VideoDecoder.Open(camera.Source, new VideoDecoderOptions { DecoderName = camera.Decoder }, time, stop);
        using DecodedFrame frame = new();
        long started = time.GetTimestamp();
        MediaTime first = default, last = default;
        TimeSpan? offset = null;
        VideoSourceException? fault = null;
        try
        {
            while (time.GetElapsedTime(started) < watch && decoder.Frames < (camera.Source.IsLive ? long.MaxValue : FileFramesMax) && decoder.Read(frame) == DecodeResult.Frame)
            {
                if (decoder.Frames == 1) first = frame.Time;
                last = frame.Time;
                if (frame.Moment.Camera is { } taken) offset = taken - time.GetUtcNow();
            }
        }
        catch (VideoSourceException e)
        {
            fault = e;
        }
        return new CameraFindings { Fault = fault, Info = decoder.Info, Frames = decoder.Frames, DecodeErrors = decoder.DecodeErrors, Span = last - first, ClockOffset = offset };
    }

    private static TimeSpan? WatchPackets(VideoSource source, TimeSpan watch, TimeProvider time, CancellationToken stop)
    {
        using PacketReader reader = PacketReader.Open(source, new VideoDecoderOptions(), time, stop);
        using AvPacketHandle packet = AvPackets.Allocate();
        KeyFrameInterval interval = new(reader.Video.TimeBase);
        reader.Arm();
        long started = time.GetTimestamp();
        int packets = 0;
        while (time.GetElapsedTime(started) < watch && packets++ < (source.IsLive ? int.MaxValue : FileFramesMax * 10))
        {
            PacketResult result = reader.Read(packet, 0);
            if (result is PacketResult.EndOfFile or PacketResult.Stopped) break;
            if (result == PacketResult.Packet) interval.Observe(packet);
            AvPackets.Clear(packet);
        }
        return interval.Longest;
    }
}
