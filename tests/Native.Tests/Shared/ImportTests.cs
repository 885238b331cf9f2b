using System.Reflection;
using System.Runtime.InteropServices;

namespace SafeCity.Edge.Native.Tests;

public sealed partial class ImportTests
{
    public static TheoryData<string> Assemblies => [.. ProductAssemblies.All.Select(a => a.GetName().Name!)];

    [Theory, MemberData(nameof(Assemblies))]
    public void Every_native_import_resolves(string assembly)
    {
        string[] faults = [.. NativeImports.Of(Assembly.Load(assembly)).Select(NativeImports.Fault).OfType<string>()];
        Assert.Empty(faults);
    }

    [Theory, MemberData(nameof(Assemblies))]
    public void Every_native_import_names_a_library_of_the_assembly_s_table(string assembly)
    {
        Assembly loaded = Assembly.Load(assembly);
        IReadOnlyList<string> known = ProductAssemblies.LibraryNames(loaded);
        string[] unknown = [.. NativeImports.Of(loaded).Select(NativeImports.LibraryOf).Where(l => !known.Contains(l)).Distinct()];
        Assert.Empty(unknown);
    }

    [Fact]
    public void The_check_sees_generated_imports() => Assert.NotEmpty(NativeImports.Of(ProductAssemblies.Inference));

    [Fact]
    public void A_made_up_import_is_named_by_the_check()
    {
        string[] faults = [.. NativeImports.Of(typeof(MadeUp)).Select(NativeImports.Fault).OfType<string>()];
        Assert.Equal(2, faults.Length);
        Assert.Contains(faults, f => f.StartsWith("libc.so.6!made_up_function:", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("libmade_up.so.1!getpid:", StringComparison.Ordinal));
    }

    private static partial class MadeUp
    {
        [LibraryImport("libc.so.6")]
        internal static partial int getpid();

        [LibraryImport("libc.so.6", SetLastError = true)]
        internal static partial int made_up_function(int value);

        [LibraryImport("libmade_up.so.1", EntryPoint = "getpid")]
        internal static partial int made_up_library();
    }
}
