using System.Runtime.InteropServices;
using SafeCity.Edge.Inference.Native.OnnxRuntime;

namespace SafeCity.Edge.Native.Tests;

public sealed class LayoutTests
{
    /// <summary>Structs without an installed header, and what stands in for the comparison.</summary>
    private static readonly Type[] ProvenElsewhere =
    [
        typeof(OrtApiBase), // no header in the npm package: below, against the C text of its two members
    ];

    [Fact]
    public void Every_struct_of_a_native_room_has_the_layout_of_its_header() => Assert.Empty(Probes().SelectMany(p => p.Mismatches()));

    [Fact]
    public void Every_struct_of_a_native_room_is_probed()
    {
        Type[] probed = [.. Probes().SelectMany(p => p.Types)];
        string[] missing = [.. ProductAssemblies.NativeStructs().Except(probed).Except(ProvenElsewhere).Select(t => t.FullName!)];
        Assert.Empty(missing);
    }

    [Fact]
    public void A_field_at_the_wrong_offset_is_named()
    {
        string mismatch = Assert.Single(new LayoutProbe("<time.h>").Add<ShiftedTimespec>("struct timespec").Mismatches());
        Assert.Equal("struct timespec.tv_nsec: offset and size are 12 8, the header says 8 8", mismatch);
    }

    [Fact]
    public void A_field_of_the_wrong_width_is_named()
    {
        string mismatch = Assert.Single(new LayoutProbe("<time.h>").Add<NarrowTimespec>("struct timespec").Mismatches());
        Assert.Equal("struct timespec.tv_sec: offset and size are 0 4, the header says 0 8", mismatch);
    }

    [Fact]
    public void A_field_that_the_header_does_not_have_is_named()
    {
        LayoutProbe probe = new LayoutProbe("<time.h>").Add<MadeUpTimespec>("struct timespec");
        Exception e = Assert.Throws<InvalidOperationException>(() => probe.Mismatches());
        Assert.Contains("tv_made_up", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_numbered_field_is_an_element_of_a_C_array() =>
        Assert.Empty(new LayoutProbe("<sys/utsname.h>").Add<UtsnamePrefix>("struct utsname").Mismatches());

    [Fact]
    public void The_base_of_ONNX_Runtime_is_two_pointers_in_order()
    {
        Assert.Equal(0, Marshal.OffsetOf<OrtApiBase>(nameof(OrtApiBase.GetApi)));
        Assert.Equal(IntPtr.Size, Marshal.OffsetOf<OrtApiBase>(nameof(OrtApiBase.GetVersionString)));
    }

    private static IEnumerable<LayoutProbe> Probes() =>
        typeof(LayoutTests).Assembly.GetTypes()
            .Where(t => t.IsClass && typeof(ILayoutSource).IsAssignableFrom(t))
            .SelectMany(t => ((ILayoutSource)Activator.CreateInstance(t, nonPublic: true)!).Probes());

#pragma warning disable CS0169, CS0649, IDE0044, IDE0051 // Only the layout is looked at.
    [StructLayout(LayoutKind.Explicit)]
    private struct ShiftedTimespec
    {
        [FieldOffset(0)] private long tv_sec;
        [FieldOffset(12)] private long tv_nsec;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct NarrowTimespec
    {
        [FieldOffset(0)] private int tv_sec;
        [FieldOffset(8)] private long tv_nsec;
    }

    private struct MadeUpTimespec
    {
        private long tv_made_up;
    }

    [StructLayout(LayoutKind.Explicit)]
    private struct UtsnamePrefix
    {
        [FieldOffset(3)] private byte sysname_3;
        [FieldOffset(65)] private byte nodename_0;
    }
#pragma warning restore CS0169, CS0649, IDE0044, IDE0051
}
