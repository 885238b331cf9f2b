using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using static System.FormattableString;

namespace SafeCity.Edge.Native.Tests;

/// <summary>
/// Compares structs of ours with the C headers that are installed here: a small C program, compiled when the test runs, prints
/// offset and size of every field that we declare. Only a prefix of a C struct needs to be declared. By convention the C# names are
/// the C names, and <c>data_3</c> stands for <c>data[3]</c>.
/// </summary>
internal sealed partial class LayoutProbe(params string[] headers)
{
    private readonly List<(Type Type, string CName)> _structs = [];

    /// <summary>The structs that this probe covers.</summary>
    internal IEnumerable<Type> Types => _structs.Select(s => s.Type);

    /// <summary>
    /// Adds a struct; its C name is <paramref name="cName"/>, for example <c>struct mosquitto_message</c>, or that of the type.
    /// </summary>
    internal LayoutProbe Add<T>(string? cName = null) where T : unmanaged
    {
        _structs.Add((typeof(T), cName ?? typeof(T).Name));
        return this;
    }

    /// <summary>Compiles and runs the program. One text a field that differs; empty if all agree.</summary>
    /// <exception cref="InvalidOperationException">The compiler refused the program: a field or a header does not exist.</exception>
    internal IReadOnlyList<string> Mismatches()
    {
        List<string> mismatches = [];
        using var folder = new TemporaryFolder();
        string[] lines = CCompiler.RunProgram(Source(), folder.Path);
        int next = 0;
        foreach ((Type type, string cName) in _structs)
        {
            foreach (FieldInfo field in Fields(type))
            {
                string found = $"{Marshal.OffsetOf(type, field.Name)} {SizeOf(field.FieldType)}";
                string wanted = lines[next++];
                if (found != wanted) mismatches.Add($"{cName}.{CField(field)}: offset and size are {found}, the header says {wanted}");
            }
        }
        return mismatches;
    }

    private string Source()
    {
        var source = new StringBuilder("#include <stddef.h>\n#include <stdio.h>\n");
        foreach (string header in headers) source.Append("#include ").Append(header).Append('\n');
        source.Append("int main(void) {\n");
        foreach ((Type type, string cName) in _structs)
        {
            foreach (string field in Fields(type).Select(CField))
                source.Append(Invariant($"printf(\"%zu %zu\\n\", offsetof({cName}, {field}), sizeof((({cName}*)0)->{field}));\n"));
        }
        return source.Append("return 0;\n}\n").ToString();
    }

    private static FieldInfo[] Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private static string CField(FieldInfo field) => ArrayElement().Replace(field.Name, "[$1]");

    // A pointer cannot be a type argument; everything else is measured as C# lays it out in memory, not as it is marshalled.
    private static int SizeOf(Type type) =>
        type.IsPointer || type.IsFunctionPointer || type.IsUnmanagedFunctionPointer
            ? IntPtr.Size
            : (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;

    [GeneratedRegex("_([0-9]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex ArrayElement();
}
