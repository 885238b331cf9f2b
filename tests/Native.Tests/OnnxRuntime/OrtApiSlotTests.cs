using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Native.Tests.OnnxRuntime;

public sealed class OrtApiSlotTests
{
    /// <summary>The last slot of each release of the API, as ONNX Runtime's own source asserts them.</summary>
    public static TheoryData<int, string> PublishedEndSlots => new()
    {
        { 101, "ReleaseCustomOpDomain" },
        { 118, "ReleaseModelMetadata" },
        { 124, "AddFreeDimensionOverrideByName" },
        { 126, "ReleaseAvailableProviders" },
        { 149, "SetGlobalSpinControl" },
        { 157, "ReleaseArenaCfg" },
        { 161, "GetCurrentGpuDeviceId" },
        { 169, "CreateSessionFromArrayWithPrepackedWeightsContainer" },
    };

    [Theory, MemberData(nameof(PublishedEndSlots))]
    public void A_slot_has_the_published_number(int number, string name) => Assert.Equal(number, (int)Enum.Parse<OrtApiSlot>(name));

    [Fact]
    public void The_slots_have_no_holes() =>
        Assert.Equal(Enumerable.Range(0, 170), Enum.GetValues<OrtApiSlot>().Select(s => (int)s));

    [Fact]
    public unsafe void Every_slot_of_the_loaded_library_points_into_it()
    {
        void** api = OnnxRuntimeLibrary.Api;
        (nint start, nint end) = CodeOf(Path.GetFileName(OnnxRuntimeLibrary.Path));
        foreach (OrtApiSlot slot in Enum.GetValues<OrtApiSlot>())
        {
            nint function = (nint)api[(int)slot];
            Assert.True(function >= start && function < end,
                $"{slot} points to {function:x}, outside of the library's code {start:x}-{end:x}");
        }
    }

    private static (nint Start, nint End) CodeOf(string library)
    {
        string line = File.ReadLines("/proc/self/maps")
            .First(l => l.Contains(library, StringComparison.Ordinal) && l.Contains(" r-xp ", StringComparison.Ordinal));
        string[] range = line.Split(' ')[0].Split('-');
        return ((nint)Convert.ToInt64(range[0], 16), (nint)Convert.ToInt64(range[1], 16));
    }
}
