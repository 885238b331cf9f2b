using System.Runtime.CompilerServices;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Native.Tests;

public sealed class NativeHandleTests
{
    [Fact]
    public void A_forgotten_handle_is_recorded_and_told_with_its_origin()
    {
        NativeHandleRecords.TraceOrigins();
        int before = NativeHandleRecords.LeakCount();
        Forget();
        NativeHandleRecords.RunFinalizers();
        Assert.Equal(before + 1, NativeHandleRecords.LeakCount());
        string leak = NativeHandleRecords.Leaks()[^1];
        Assert.StartsWith(nameof(AlignedMemory), leak, StringComparison.Ordinal);
        Assert.Contains(nameof(Forget), leak, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_that_forgets_a_handle_fails()
    {
        NativeTest test = new ForgetfulTest();
        Forget();
        Exception e = Assert.Throws<InvalidOperationException>(test.Dispose);
        Assert.Contains(nameof(AlignedMemory), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_handle_is_no_leak_and_no_longer_counted()
    {
        NativeHandleRecords.RunFinalizers();
        int before = NativeHandleRecords.LeakCount();
        int live = LiveMemories();
        using (AlignedMemory.Allocate(64))
        {
            Assert.Equal(live + 1, LiveMemories());
        }
        NativeHandleRecords.RunFinalizers();
        Assert.Equal(live, LiveMemories());
        Assert.Equal(before, NativeHandleRecords.LeakCount());
    }

    [Fact]
    public unsafe void An_owner_stays_until_what_depends_on_it_is_released()
    {
        IntPtr info;
        OrtError.ThrowIfFailed(Interop.OnnxRuntime.CreateCpuMemoryInfo(1, 0, &info), "test");
        using var memoryInfo = new OrtMemoryInfoHandle(info);
        AlignedMemory memory = AlignedMemory.Allocate(16);
        long size = 4;
        IntPtr tensor;
        OrtError.ThrowIfFailed(
            Interop.OnnxRuntime.CreateTensorWithDataAsOrtValue(info, (void*)memory.DangerousGetHandle(), 16, &size, 1, 1, &tensor), "test");
        var value = new OrtValueHandle(tensor, memory);
        memory.Dispose();
        // Closed for its own users, but the native memory is still there for the dependent.
        Assert.NotEqual(IntPtr.Zero, memory.DangerousGetHandle());
        value.Dispose();
        Assert.Equal(IntPtr.Zero, memory.DangerousGetHandle());
    }

    private static int LiveMemories() => NativeHandleRecords.Live().GetValueOrDefault($"SafeCity.Edge.Inference:{nameof(AlignedMemory)}");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget() => _ = AlignedMemory.Allocate(64);

    private sealed class ForgetfulTest : NativeTest;
}
