using SafeCity.Edge.Agent.Native.Av;

namespace SafeCity.Edge.Native.Tests.Av;

/// <summary>Raw imports with arguments that the manual allows and nobody means; in a child process, since a crash is the failure.</summary>
public sealed class AvAbsurdArgumentTests
{
    [Fact]
    public async Task Null_and_absurd_arguments_do_not_crash()
    {
        ChildResult result = await ChildProcess.Run($"{nameof(AvAbsurdArgumentTests)}.{nameof(TryThem)}", []);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("all returned\n", result.Output);
        Assert.Equal("", result.Error);
    }

    [ChildEntry]
    internal static unsafe int TryThem(string[] arguments)
    {
        AvLibraries.EnsureLoaded();
        AVFrame* noFrame = null;
        AVPacket* noPacket = null;
        AVCodecContext* noCodec = null;
        AVFormatContext* noFormat = null;
        AVDictionary* noDictionary = null;
        Interop.Av.av_frame_free(&noFrame);
        Interop.AvCodec.av_packet_free(&noPacket);
        Interop.AvCodec.avcodec_free_context(&noCodec);
        Interop.AvFormat.avformat_close_input(&noFormat);
        Interop.Av.av_dict_free(&noDictionary);
        Interop.SwScale.sws_freeContext(null);
        byte* text = stackalloc byte[1];
        _ = Interop.Av.av_strerror(int.MinValue, text, 1);
        bool absurd = Interop.Av.av_get_pix_fmt_name(-1) != null
            || Interop.Av.av_get_pix_fmt_name(int.MaxValue) != null
            || Interop.AvCodec.avcodec_find_decoder(int.MaxValue) != null
            || Interop.AvCodec.avcodec_find_decoder_by_name("") != null
            || Interop.AvFormat.av_find_input_format("no such format") != null
            || AvCode.Text(int.MinValue).Length == 0
            || AvProbe.FormatOf([]) is not null
            || AvDecoder.NamesFor(int.MaxValue).Count > 0;
        AVFormatContext* opened = null;
        bool accepted = Interop.AvFormat.avformat_open_input(&opened, "file:/nowhere/at all", null, null) >= 0;
        using AvFrameHandle frame = new(Interop.Av.av_frame_alloc());
        // A frame without a format has no buffers to give.
        accepted |= Interop.Av.av_frame_get_buffer(frame, 64) >= 0;
        frame.Pointer->width = int.MaxValue;
        frame.Pointer->height = int.MaxValue;
        frame.Pointer->format = AvCode.AV_PIX_FMT_YUV420P;
        accepted |= Interop.Av.av_frame_get_buffer(frame, 64) >= 0;
        if (absurd || accepted) return 1;
        Console.WriteLine("all returned");
        return 0;
    }
}
