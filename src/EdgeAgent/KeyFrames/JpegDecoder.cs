using SafeCity.Edge.Agent.Native.Av;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.KeyFrames;

/// <summary>Opens finished key frames again, to look at what is to leave. One thread at a time.</summary>
internal sealed class JpegDecoder : IDisposable
{
    private readonly AvDecoder _decoder = AvDecoder.OpenJpeg(pixelsMax: 8192L * 8192);
    private readonly AvPacketHandle _packet = AvPackets.Allocate();
    private readonly AvPicture _picture = AvPicture.Allocate();

    /// <summary>Decodes one JPEG.</summary>
    /// <param name="jpeg">The file's bytes.</param>
    /// <returns>Planar 4:2:0; valid until the next call.</returns>
    /// <exception cref="AvException">It is damaged, or no picture.</exception>
    internal ImageView Decode(ReadOnlySpan<byte> jpeg)
    {
        AvPackets.Fill(_packet, jpeg);
        try
        {
            AvException.Check(_decoder.Send(_packet), "avcodec_send_packet");
            AvException.Check(_decoder.Receive(_picture), "avcodec_receive_frame");
            return _picture.View;
        }
        finally
        {
            AvPackets.Clear(_packet);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _picture.Dispose();
        _packet.Dispose();
        _decoder.Dispose();
    }
}
