using System.Text;
using SafeCity.Edge.Transport.Contract;

namespace Transport.Tests.Contract;

public sealed class KeyFrameChunkTests
{
    private static readonly byte[] Body =
        Encoding.UTF8.GetBytes("""{"id":"d.cam1.kf.1.2","note":"a \",\"index\":9","place":{"a":1,"index":7},"masking":"blurred"}""");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(90_000, 1)]
    [InlineData(98_304, 2)]
    [InlineData(512 * 1024, 6)]
    public void Key_frame_survives_split_and_join_with_its_exact_body(int imageBytes, int chunks)
    {
        byte[] image = new byte[imageBytes];
        new Random(7).NextBytes(image);

        IReadOnlyList<byte[]> payloads = KeyFrameChunk.Split(Body, image);

        Assert.Equal(chunks, payloads.Count);
        byte[] joined = new byte[imageBytes];
        for (int i = 0; i < payloads.Count; i++)
        {
            Assert.True(payloads[i].Length <= KeyFrameChunk.PayloadBytesMax);
            Assert.True(KeyFrameChunk.TryDecode(payloads[i], out KeyFrameChunk? chunk, out string? fault), fault);
            Assert.Equal(Body, chunk!.Body.ToArray());
            Assert.Equal((i, chunks, i == chunks - 1, true), (chunk.Index, chunk.Count, chunk.IsLast, chunk.IsMasked));
            chunk.Image.CopyTo(joined.AsMemory(chunk.Offset));
        }
        Assert.Equal(image, joined);
    }

    [Theory]
    [InlineData("""{"masking":"none"}""", false)]
    [InlineData("""{"masking":null}""", false)]
    [InlineData("""{"a":{"masking":"blurred"}}""", false)]
    [InlineData("""{"masking":{"faces":"blurred"}}""", true)]
    [InlineData("""{"masking":"pixelated"}""", true)]
    public void Masked_flag_follows_the_member_of_the_body(string body, bool masked)
    {
        byte[] payload = KeyFrameChunk.Split(Encoding.UTF8.GetBytes(body), new byte[3])[0];
        Assert.Equal(masked, (payload[5] & 2) != 0);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("""{"a":1""")]
    [InlineData("""{"a":1} x""")]
    public void Body_that_is_no_object_with_members_is_refused(string body) =>
        Assert.Throws<ArgumentException>(() => KeyFrameChunk.Split(Encoding.UTF8.GetBytes(body), new byte[3]));

    [Fact]
    public void Packet_limit_too_small_for_the_header_is_refused() =>
        Assert.Contains("does not fit", Assert.Throws<ArgumentException>(() => KeyFrameChunk.Split(Body, new byte[10], 100)).Message);

    [Fact]
    public void Every_truncation_and_every_flipped_bit_of_a_chunk_is_read_or_refused_without_an_exception()
    {
        byte[] payload = KeyFrameChunk.Split(Body, new byte[40])[0];
        for (int length = 0; length < payload.Length; length++)
            Assert.False(KeyFrameChunk.TryDecode(payload.AsMemory(0, length), out _, out _), $"truncated to {length}");
        for (int bit = 0; bit < payload.Length * 8; bit++)
        {
            byte[] flipped = [.. payload];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            bool read = KeyFrameChunk.TryDecode(flipped, out KeyFrameChunk? chunk, out string? fault);
            Assert.Equal(read, chunk is not null);
            Assert.Equal(read, fault is null);
        }
    }
}
