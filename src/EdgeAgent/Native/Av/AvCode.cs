using System.Runtime.InteropServices;

namespace SafeCity.Edge.Agent.Native.Av;

/// <summary>Return codes and enumeration values of FFmpeg 5.1 that we compare with; the layout probe of the tests checks each.</summary>
internal static class AvCode
{
    internal const int AVERROR_EOF = -541478725;
    internal const int AVERROR_INVALIDDATA = -1094995529;
    internal const int AVERROR_EXIT = -1414092869;
    internal const int AVERROR_PATCHWELCOME = -1163346256;
    internal const int AVERROR_DECODER_NOT_FOUND = -1128613112;
    internal const int AVERROR_STREAM_NOT_FOUND = -1381258232;
    internal const int AVERROR_HTTP_UNAUTHORIZED = -825242872;
    internal const int AVERROR_HTTP_FORBIDDEN = -858797304;
    internal const int AVERROR_HTTP_NOT_FOUND = -875574520;
    internal const long AV_NOPTS_VALUE = long.MinValue;

    internal const int AVMEDIA_TYPE_VIDEO = 0;
    internal const int AVDISCARD_ALL = 48;
    internal const int AV_PKT_FLAG_KEY = 1;
    internal const int AV_PKT_DATA_DISPLAYMATRIX = 5;
    internal const int AV_FRAME_DATA_DISPLAYMATRIX = 6;
    internal const int AVPROBE_PADDING_SIZE = 32;
    internal const int AV_LOG_ERROR = 16;

    internal const int AV_PIX_FMT_YUV420P = 0;
    internal const int AV_PIX_FMT_YUVJ420P = 12;
    internal const int AV_PIX_FMT_YUVJ422P = 13;
    internal const int AV_PIX_FMT_YUVJ444P = 14;
    internal const int AV_PIX_FMT_YUVJ440P = 32;
    internal const int AV_PIX_FMT_YUVJ411P = 138;
    internal const int AV_PIX_FMT_GRAY8 = 8;
    internal const int AV_PIX_FMT_NV12 = 23;

    internal const int AVCOL_RANGE_MPEG = 1;
    internal const int AVCOL_RANGE_JPEG = 2;
    internal const int AVCOL_SPC_BT709 = 1;
    internal const int AVCOL_SPC_BT470BG = 5;

    internal const int AV_CODEC_FLAG_QSCALE = 2;
    internal const int AV_CODEC_FLAG_GLOBAL_HEADER = 1 << 22;
    internal const int AVIO_FLAG_WRITE = 2;
    internal const int AV_CODEC_FLAG_BITEXACT = 1 << 23;
    internal const int FF_QP2LAMBDA = 118;

    internal const int SWS_BILINEAR = 2;
    internal const int SWS_BICUBIC = 4;
    internal const int SWS_ACCURATE_RND = 0x40000;
    internal const int SWS_BITEXACT = 0x80000;
    internal const int SWS_CS_ITU709 = 1;
    internal const int SWS_CS_ITU601 = 5;

    // AVERROR(e) is -e; Linux has the same numbers on x86-64 and AArch64.
    internal const int EAGAIN = -11;
    internal const int ENOMEM = -12;
    internal const int ENETUNREACH = -101;
    internal const int ETIMEDOUT = -110;
    internal const int ECONNREFUSED = -111;
    internal const int EHOSTUNREACH = -113;

    /// <summary>libav's sentence for a code, for example "Connection refused".</summary>
    internal static unsafe string Text(int code)
    {
        const int Length = 128;
        byte* text = stackalloc byte[Length];
        return Interop.Av.av_strerror(code, text, Length) < 0 ? $"error {code}" : Marshal.PtrToStringUTF8((IntPtr)text)!;
    }
}
