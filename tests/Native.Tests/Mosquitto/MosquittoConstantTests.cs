using System.Reflection;
using SafeCity.Edge.Transport.Native.Mosquitto;

namespace SafeCity.Edge.Native.Tests.Mosquitto;

public sealed class MosquittoConstantTests
{
    [Fact]
    public void Every_number_taken_from_the_headers_is_the_one_in_the_headers()
    {
        (string Name, int Value)[] ours = [.. Constants(typeof(Interop.Mosquitto)).Concat(Constants(typeof(MqttError)))];
        Assert.True(ours.Length >= 20, $"only {ours.Length} constants found");
        Assert.Empty(Mismatches(ours));
    }

    [Fact]
    public void A_wrong_number_is_named_by_the_check() =>
        Assert.Equal(["MOSQ_OPT_TCP_NODELAY is 11, not 12"], Mismatches([("MOSQ_OPT_TCP_NODELAY", 12)]));

    private static IEnumerable<(string, int)> Constants(Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            .Where(f => f.IsLiteral && f.FieldType == typeof(int) && f.Name.StartsWith('M') && f.Name.Contains('_'))
            .Select(f => (f.Name, (int)f.GetRawConstantValue()!));

    private static string[] Mismatches((string Name, int Value)[] constants)
    {
        using var folder = new TemporaryFolder();
        string prints = string.Concat(constants.Select(c => $"printf(\"%d\\n\", (int){c.Name});\n"));
        string[] lines = CCompiler.RunProgram($"#include <stdio.h>\n#include <mosquitto.h>\n#include <mqtt_protocol.h>\nint main(void) " +
            $"{{\n{prints}return 0;\n}}\n", folder.Path);
        return [.. constants.Zip(lines).Where(p => p.Second != p.First.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Select(p => $"{p.First.Name} is {p.Second}, not {p.First.Value}")];
    }
}
