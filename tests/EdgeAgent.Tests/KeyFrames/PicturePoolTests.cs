using SafeCity.Edge.Agent.KeyFrames;

namespace SafeCity.Edge.Agent.Tests.KeyFrames;

public sealed class PicturePoolTests
{
    [Fact]
    public void Returned_buffer_is_lent_again_and_nothing_is_allocated()
    {
        PicturePool pool = new();
        pool.Rent(320, 240).Dispose();
        AllocationCheck allocations = AllocationCheck.Start();
        for (int i = 0; i < 100; i++)
        {
            using PictureBuffer picture = pool.Rent(320, 240 - i);
        }
        allocations.AssertNone();
    }

    [Fact]
    public void Buffer_returned_twice_is_lent_once()
    {
        PicturePool pool = new();
        PictureBuffer first = pool.Rent(64, 64);
        first.Dispose();
        first.Dispose();
        using PictureBuffer a = pool.Rent(64, 64);
        using PictureBuffer b = pool.Rent(64, 64);
        Assert.NotSame(a, b);
    }

    [Fact]
    public void Disposed_buffer_refuses_its_planes()
    {
        PictureBuffer picture = new PicturePool().Rent(64, 64);
        picture.Dispose();
        Assert.Throws<ObjectDisposedException>(() => picture.Y.Length);
    }

    [Fact]
    public void Planes_of_a_buffer_do_not_overlap()
    {
        using PictureBuffer picture = new PicturePool().Rent(70, 34);
        picture.Y.Fill(1);
        picture.U.Fill(2);
        picture.V.Fill(3);
        Assert.Equal(-1, picture.Y.IndexOfAnyExcept((byte)1));
        Assert.Equal(-1, picture.U.IndexOfAnyExcept((byte)2));
        Assert.Equal(-1, picture.V.IndexOfAnyExcept((byte)3));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, -1)]
    [InlineData(PicturePool.SideMax + 1, 10)]
    public void Absurd_sizes_are_refused(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PicturePool().Rent(width, height));

    [Fact]
    public void Full_pool_keeps_the_larger_buffers()
    {
        PicturePool pool = new(keptMax: 1);
        PictureBuffer small = pool.Rent(16, 16), large = pool.Rent(640, 480);
        small.Dispose();
        large.Dispose();
        using PictureBuffer next = pool.Rent(640, 480);
        Assert.Same(large, next);
    }
}
