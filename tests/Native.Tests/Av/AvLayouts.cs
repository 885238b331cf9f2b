using SafeCity.Edge.Agent.Native.Av;

namespace SafeCity.Edge.Native.Tests.Av;

/// <summary>The structs of libav's room and their headers.</summary>
internal sealed class AvLayouts : ILayoutSource
{
    public IEnumerable<LayoutProbe> Probes() =>
    [
        new LayoutProbe("<libavformat/avformat.h>", "<libavcodec/avcodec.h>")
            .Add<AVFrame>().Add<AVPacket>().Add<AVStream>().Add<AVFormatContext>().Add<AVCodecContext>().Add<AVCodecParameters>()
            .Add<AVFrameSideData>().Add<AVCodec>().Add<AVInputFormat>().Add<AVRational>().Add<AVIOInterruptCB>().Add<AVProbeData>(),
    ];
}
