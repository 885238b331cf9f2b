using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Native.Tests.OnnxRuntime;

public sealed class OnnxSessionTests : NativeTest
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_model_computes_from_its_bound_input_to_its_bound_output()
    {
        using OnnxSession session = Open(TinyModel.AddRelu());
        Assert.Equal("x Float 4", Assert.Single(session.Inputs).ToString());
        Assert.Equal("y Float 4", Assert.Single(session.Outputs).ToString());
        ((ReadOnlySpan<float>)[0, -5, 0.5f, -4]).CopyTo(session.Input(0));
        session.Run();
        Assert.Equal([1, 0, 3.5f, 0], session.Output(0).ToArray());
        Assert.Equal([4], session.OutputShape(0).ToArray());
    }

    [Fact]
    public unsafe void Tensors_are_zero_at_first_and_aligned_and_stay_where_they_are()
    {
        using OnnxSession session = Open(TinyModel.AddRelu());
        Assert.Equal([0, 0, 0, 0], session.Input(0).ToArray());
        fixed (float* input = session.Input(0), output = session.Output(0))
        {
            Assert.Equal(0, (nint)input % 64);
            Assert.Equal(0, (nint)output % 64);
            session.Run();
            fixed (float* inputAfter = session.Input(0), outputAfter = session.Output(0))
            {
                Assert.Equal((nint)input, (nint)inputAfter);
                Assert.Equal((nint)output, (nint)outputAfter);
            }
        }
    }

    [Fact]
    public void Not_a_number_passes_through_unchanged()
    {
        using OnnxSession session = Open(TinyModel.SquareRoot());
        ((ReadOnlySpan<float>)[-1, 4]).CopyTo(session.Input(0));
        session.Run();
        Assert.Equal([float.NaN, 2], session.Output(0).ToArray());
        ((ReadOnlySpan<float>)[float.NaN, float.PositiveInfinity]).CopyTo(session.Input(0));
        session.Run();
        Assert.Equal([float.NaN, float.PositiveInfinity], session.Output(0).ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_allocates_nothing_on_the_managed_heap(bool outputOfChangingShape)
    {
        using OnnxSession session = Open(outputOfChangingShape ? TinyModel.KeepPositive() : TinyModel.AddRelu());
        Assert.Equal(0, BytesOf(session, runs: 100) - BytesOf(session, runs: 0));
        Assert.Equal(0, BytesOf(session, runs: 1000));
    }

    [Fact]
    public void An_output_of_changing_shape_is_read_anew_after_every_run()
    {
        using OnnxSession session = Open(TinyModel.KeepPositive());
        Assert.Equal([-1], session.Outputs[0].Shape);
        Assert.True(session.Output(0).IsEmpty);
        float[][] inputs = [[1, -1, 2, -2], [1, 2, 3, 4], [-1, -1, -1, -1], [0, 0, 0, 9]];
        foreach (float[] input in inputs)
        {
            input.CopyTo(session.Input(0));
            session.Run();
            float[] positive = [.. input.Where(v => v > 0)];
            Assert.Equal(positive, session.Output(0).ToArray());
            Assert.Equal([positive.Length], session.OutputShape(0).ToArray());
            Assert.Equal(input, session.Output(1).ToArray());
        }
    }

    [Fact]
    public void A_named_free_dimension_gets_its_size_from_the_options()
    {
        using OnnxSession session = Open(TinyModel.Relu("batch", "3"),
            new OnnxSessionOptions { DimensionSizes = new Dictionary<string, long> { ["batch"] = 2 } });
        Assert.Equal([2, 3], session.Inputs[0].Shape);
        Assert.Equal([2, 3], session.Outputs[0].Shape);
        session.Input(0).Fill(7);
        session.Run();
        Assert.Equal([7, 7, 7, 7, 7, 7], session.Output(0).ToArray());
    }

    [Fact]
    public void A_free_dimension_without_a_name_gets_its_size_from_the_input_s_shape()
    {
        var options = new OnnxSessionOptions { InputShapes = new Dictionary<string, IReadOnlyList<long>> { ["x"] = [1, 3, 2] } };
        using OnnxSession session = Open(TinyModel.Relu("1", "3", "?"), options);
        Assert.Equal([1, 3, 2], session.Inputs[0].Shape);
        session.Input(0).Fill(-7);
        session.Input(0)[5] = 5;
        session.Run();
        Assert.Equal([0, 0, 0, 0, 0, 5], session.Output(0).ToArray());
        Assert.Equal([1, 3, 2], session.OutputShape(0).ToArray());
    }

    [Fact]
    public void A_session_can_be_used_again_after_a_run_failed()
    {
        using OnnxSession session = Open(TinyModel.ReshapeByInput());
        for (int i = 0; i < 3; i++)
        {
            ((ReadOnlySpan<float>)[3, 3]).CopyTo(session.Input(0));
            var e = Assert.Throws<OnnxRuntimeException>(session.Run);
            Assert.Equal(OnnxErrorKind.RunFailed, e.Kind);
            Assert.Contains("model.onnx", e.Message, StringComparison.Ordinal);
            Assert.True(session.Output(0).IsEmpty);
            ((ReadOnlySpan<float>)[2, 2]).CopyTo(session.Input(0));
            session.Run();
            Assert.Equal([1, 2, 3, 4], session.Output(0).ToArray());
            Assert.Equal([2, 2], session.OutputShape(0).ToArray());
        }
    }

    [Fact]
    public void Two_threads_on_one_session_are_told_and_nothing_breaks()
    {
        using OnnxSession session = Open(TinyModel.AddRelu());
        int runs = 0;
        int refused = 0;
        void Hammer()
        {
            for (int i = 0; i < 20_000; i++)
            {
                try
                {
                    session.Run();
                    Interlocked.Increment(ref runs);
                }
                catch (InvalidOperationException e) when (e.Message.Contains("another thread", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref refused);
                    // Throwing is slow: give the other thread a chance to be inside a run again.
                    if (refused > 100) return;
                }
            }
        }
        Parallel.Invoke(Hammer, Hammer);
        Assert.True(runs > 0);
        session.Run();
        Assert.Equal([1, 2, 3, 4], session.Output(0).ToArray());
    }

    [Fact]
    public void A_disposed_session_says_so_and_is_disposed_once()
    {
        OnnxSession session = Open(TinyModel.AddRelu());
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(session.Run);
        Assert.Throws<ObjectDisposedException>(() => { session.Input(0); });
        Assert.Throws<ObjectDisposedException>(() => { session.Output(0); });
        // Even a failed use must not bring it back to life.
        Assert.Throws<ObjectDisposedException>(session.Run);
    }

    [Fact]
    public void Opening_and_disposing_gives_all_handles_and_all_memory_back()
    {
        string path = _folder.Write("model.onnx", TinyModel.KeepPositive());
        IReadOnlyDictionary<string, int> handles = new Dictionary<string, int>();
        long bytes = 0;
        for (int i = 0; i < 300; i++)
        {
            // The first hundred warm the allocators up.
            if (i == 100) (handles, bytes) = (NativeHandleRecords.Live(), Environment.WorkingSet);
            using OnnxSession session = OnnxSession.Open(path, OnnxSessionOptions.Default);
            session.Run();
        }
        Assert.Equal(handles, NativeHandleRecords.Live());
        Assert.InRange(Environment.WorkingSet - bytes, long.MinValue, 20_000_000);
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private static long BytesOf(OnnxSession session, int runs)
    {
        for (int i = 0; i < 10; i++) RunOnce(session);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < runs; i++) RunOnce(session);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void RunOnce(OnnxSession session)
    {
        session.Input(0)[0] = -session.Input(0)[0] + 1;
        session.Run();
        _ = session.Output(0);
        _ = session.OutputShape(0);
    }

    private OnnxSession Open(byte[] model, OnnxSessionOptions? options = null) =>
        OnnxSession.Open(_folder.Write("model.onnx", model), options ?? OnnxSessionOptions.Default);
}
