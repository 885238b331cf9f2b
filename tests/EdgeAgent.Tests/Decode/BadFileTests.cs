using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Agent.Sources;

namespace SafeCity.Edge.Agent.Tests.Decode;

/// <summary>Files that are not what they should be: one sentence each, no hang, no crash.</summary>
public sealed class BadFileTests
{
    [Fact]
    public void Missing_file_is_named() =>
        Fails(Path.Combine(TestClips.Folder, "nowhere.mp4"), VideoSourceError.NotFound, "there is no file");

    [Fact]
    public void Missing_folder_is_named() =>
        Fails(Path.Combine(TestClips.Folder, "none", "nowhere.mp4"), VideoSourceError.NotFound, "there is no file");

    [Fact]
    public void Folder_is_not_a_video() => Fails(TestClips.Folder, VideoSourceError.NotVideo, "is a folder");

    [Fact]
    public void Empty_file_is_said_to_be_empty() => Fails(TestClips.Write("empty.mp4", []), VideoSourceError.Empty, "0 bytes");

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("notes.mp4")]
    [InlineData("notes.ans")]
    [InlineData("notes.jpg")]
    public void Text_file_is_not_a_video_whatever_its_name(string name)
    {
        string text = string.Concat(Enumerable.Repeat("The quick brown fox jumps over the lazy dog.\n", 500));
        Fails(TestClips.Write(name, System.Text.Encoding.ASCII.GetBytes(text)), VideoSourceError.NotVideo, "is not a video or picture");
    }

    [Theory]
    [InlineData("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n")]
    [InlineData("list.ffconcat", "ffconcat version 1.0\nfile /etc/hostname\n")]
    [InlineData(
        "session.sdp",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5000 RTP/AVP 96\na=rtpmap:96 H264/90000\n")]
    public void File_that_points_to_other_places_is_not_followed(string name, string text) =>
        Fails(TestClips.Write(name, System.Text.Encoding.ASCII.GetBytes(text)), VideoSourceError.NotVideo, "is not a video or picture");

    [Fact]
    public void Zeros_and_noise_are_not_a_video()
    {
        Fails(TestClips.Write("zeros.mp4", new byte[100_000]), VideoSourceError.NotVideo, "is not a video or picture");
        byte[] noise = new byte[100_000];
        new Random(5).NextBytes(noise);
        VideoSourceException error = Assert.Throws<VideoSourceException>(() => ReadAll(TestClips.Write("noise.mkv", noise)));
        Assert.True(error.Kind is VideoSourceError.NotVideo or VideoSourceError.Corrupt, error.Message);
    }

    [Fact]
    public void Sound_without_video_is_said_so()
    {
        string path = TestClips.Make("sound.mka", "sine=duration=1", "-c:a pcm_s16le");
        Fails(path, VideoSourceError.NotVideo, "holds no video");
    }

    [Fact]
    public void Clip_without_a_single_picture_is_said_to_be_empty()
    {
        string path = TestClips.Make("none.avi", "testsrc2=size=320x240:rate=10:duration=1", "-c:v mjpeg -frames:v 0");
        Fails(path, VideoSourceError.Empty, "holds no picture");
    }

    [Fact]
    public void Clip_cut_off_before_its_index_is_said_to_be_cut_off()
    {
        byte[] clip = File.ReadAllBytes(TestClips.H264Mp4);
        Fails(TestClips.Write("cut.mp4", clip.AsSpan(0, clip.Length / 2)), VideoSourceError.Corrupt,
            "damaged or cut off (moov atom not found)");
    }

    [Theory]
    [InlineData("cut.mkv", "-c:v libx264 -pix_fmt yuv420p -g 5")]
    [InlineData("cut.ts", "-c:v libx264 -pix_fmt yuv420p -g 5")]
    [InlineData("cut.avi", "-c:v mpeg4")]
    [InlineData("cutfast.mp4", "-c:v libx264 -pix_fmt yuv420p -g 5 -movflags +faststart")]
    public void Clip_cut_off_in_the_middle_is_read_up_to_the_cut(string name, string encoding)
    {
        byte[] clip = File.ReadAllBytes(TestClips.Make("whole-" + name, "testsrc2=size=320x240:rate=10:duration=4", encoding));
        (int frames, _) = ReadAll(TestClips.Write(name, clip.AsSpan(0, clip.Length / 2)));
        Assert.InRange(frames, 10, 30);
    }

    [Theory]
    [InlineData("flip.mp4", "-c:v libx264 -pix_fmt yuv420p -g 5")]
    [InlineData("flip.mkv", "-c:v libx264 -pix_fmt yuv420p -g 5")]
    [InlineData("flip.ts", "-c:v libx264 -pix_fmt yuv420p -g 5")]
    [InlineData("flip.avi", "-c:v msmpeg4")]
    [InlineData("flipm.avi", "-c:v mjpeg -q:v 5")]
    public void Clip_with_flipped_bits_is_read_with_gaps_or_refused_in_one_sentence(string name, string encoding)
    {
        byte[] clip = File.ReadAllBytes(TestClips.Make("whole-" + name, "testsrc2=size=320x240:rate=10:duration=4", encoding));
        long damaged = 0, frames = 0;
        for (int seed = 0; seed < 24; seed++)
        {
            byte[] flipped = [.. clip];
            Random random = new(seed);
            // From one bit in 100 kB to one in 100 bytes.
            int flips = Math.Max(1, clip.Length / (int)Math.Pow(10, 2 + (seed % 4)));
            for (int i = 0; i < flips; i++) flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            string path = TestClips.Write(name, flipped);
            try
            {
                (int read, long errors) = ReadAll(path);
                frames += read;
                damaged += errors;
            }
            catch (VideoSourceException e)
            {
                VideoSourceError[] fitting =
                    [VideoSourceError.Corrupt, VideoSourceError.NotVideo, VideoSourceError.Empty, VideoSourceError.Unsupported];
                Assert.True(fitting.Contains(e.Kind), $"seed {seed}: {e}");
                Assert.DoesNotContain('\n', e.Message);
                damaged++;
            }
            File.Delete(path);
        }
        Assert.True(frames > 200 && damaged > 0, $"{frames} frames, {damaged} damaged");
    }

    [Fact]
    public void Clip_of_which_no_packet_decodes_ends_with_an_error()
    {
        byte[] clip = File.ReadAllBytes(
            TestClips.Make("whole-m.mkv", "testsrc2=size=320x240:rate=25:duration=20", "-c:v mpeg2video -g 1 -q:v 31"));
        int cluster = clip.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x1f, 0x43, 0xb6, 0x75]);
        // Every picture's start code becomes something else.
        for (int i = cluster; i + 4 < clip.Length; i++)
        {
            if (clip[i] == 0 && clip[i + 1] == 0 && clip[i + 2] == 1) clip[i + 2] = 0x77;
        }
        VideoSourceException error = Assert.Throws<VideoSourceException>(() => ReadAll(TestClips.Write("dead.mkv", clip)));
        Assert.Equal(VideoSourceError.Corrupt, error.Kind);
        Assert.Contains("damaged packets", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_larger_than_the_limit_is_refused()
    {
        VideoDecoderOptions options = new() { PixelsMax = 100 * 100 };
        VideoSourceException error = Assert.Throws<VideoSourceException>(() => ReadAll(TestClips.H264Mp4, options));
        Assert.True(error.Kind is VideoSourceError.Corrupt or VideoSourceError.Unsupported, error.ToString());
    }

    [Fact]
    public void Unknown_decoder_is_refused_with_the_list_of_those_that_fit()
    {
        VideoSourceException error = Assert.Throws<VideoSourceException>(() =>
            ReadAll(TestClips.H264Mp4, new VideoDecoderOptions { DecoderName = "h264_magic" }));
        Assert.Equal(VideoSourceError.Unsupported, error.Kind);
        Assert.StartsWith("there is no decoder 'h264_magic' for h264: choose one of h264, ", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<VideoSourceException>(() => ReadAll(TestClips.H264Mp4, new VideoDecoderOptions { DecoderName = "hevc" }));
        Assert.StartsWith("there is no decoder 'hevc' for h264", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Hardware_decoder_without_its_hardware_is_refused_by_name()
    {
        Skip.If(Directory.Exists("/sys/class/video4linux"), "this machine has video devices");
        VideoSourceException error = Assert.Throws<VideoSourceException>(() =>
            ReadAll(TestClips.H264Mp4, new VideoDecoderOptions { DecoderName = "h264_v4l2m2m" }));
        Assert.Equal(VideoSourceError.Unsupported, error.Kind);
        Assert.StartsWith("decoder 'h264_v4l2m2m' does not start on this box (", error.Message, StringComparison.Ordinal);
    }

    internal static (int Frames, long Errors) ReadAll(string path, VideoDecoderOptions? options = null)
    {
        using VideoDecoder decoder = FileDecodingTests.Open(path, options);
        using DecodedFrame frame = new();
        int frames = 0;
        double last = 0;
        while (decoder.Read(frame) == DecodeResult.Frame)
        {
            Assert.InRange(frame.Time.Seconds, last, last + 3600);
            last = frame.Time.Seconds;
            Assert.True(frame.View.Y.Length > 0);
            frames++;
        }
        return (frames, decoder.DecodeErrors);
    }

    private static void Fails(string path, VideoSourceError kind, string part)
    {
        VideoSourceException error = Assert.Throws<VideoSourceException>(() => ReadAll(path));
        Assert.True(error.Kind == kind, error.ToString());
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(path), error.Message, StringComparison.Ordinal);
        Assert.False(error.CanRetry);
    }
}
