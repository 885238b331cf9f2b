using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>Native functions are imported with LibraryImport, in the product only in the rooms below <c>Native/</c>.</summary>
public sealed class NativeImportTests
{
    [Fact]
    public void Native_imports_stand_only_in_native_rooms() => Rule.Holds(Repository.CSharp("src", "models"), Findings);

    [Fact]
    public void DllImport_stands_nowhere() => Rule.Holds(Repository.CSharp(), DllImports);

    [Fact]
    public void An_import_in_the_pump_is_caught() => Rule.Catches(
        new("src/Transport/Uplink/Pump.cs", """
            internal static partial class Pump
            {
                [LibraryImport("mosquitto")]
                internal static partial int mosquitto_loop(nint client);
            }
            """), Findings, "Pump.cs:3: LibraryImport");

    [Fact]
    public void A_delegate_to_unmanaged_code_outside_a_room_is_caught() => Rule.Catches(
        new("src/Inference/Detection/Fast.cs", "unsafe class Fast { static delegate* unmanaged[Cdecl]<nint, void> Call; }"),
        Findings, "unmanaged");

    [Fact]
    public void A_DllImport_in_a_room_is_caught() => Rule.Catches(
        new("src/EdgeAgent/Native/Av/Interop.Av.cs", "class A { [InteropServices.DllImport(\"avutil\")] static extern int F(); }"),
        DllImports, "DllImport");

    private static IEnumerable<string> Findings(SourceFile file)
    {
        if (file.Path.Contains("/Native/", StringComparison.Ordinal)) return [];
        IEnumerable<string> imports = Attributes(file)
            .Where(a => Name(a) is "LibraryImport" or "DllImport" or "UnmanagedCallersOnly")
            .Select(a => file.At(a, $"{Name(a)} outside a Native room: move it to src/<project>/Native/<library>"));
        IEnumerable<string> pointers = file.Nodes<FunctionPointerTypeSyntax>()
            .Where(p => p.CallingConvention?.ManagedOrUnmanagedKeyword.IsKind(SyntaxKind.UnmanagedKeyword) == true)
            .Select(p => file.At(p, "an unmanaged function pointer outside a Native room: move it to src/<project>/Native/<library>"));
        return imports.Concat(pointers);
    }

    private static IEnumerable<string> DllImports(SourceFile file) => Attributes(file)
        .Where(a => Name(a) == "DllImport")
        .Select(a => file.At(a, "DllImport: use LibraryImport"));

    private static IEnumerable<AttributeSyntax> Attributes(SourceFile file) => file.Nodes<AttributeSyntax>();

    private static string Name(AttributeSyntax attribute)
    {
        string name = attribute.Name.ToString().Split('.', ':')[^1];
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
    }
}
