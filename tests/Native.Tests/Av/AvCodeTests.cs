using System.Globalization;
using System.Reflection;
using System.Text;
using SafeCity.Edge.Agent.Native.Av;

namespace SafeCity.Edge.Native.Tests.Av;

public sealed class AvCodeTests
{
    [Fact]
    public void Every_number_that_we_compare_with_is_that_of_the_headers()
    {
        FieldInfo[] constants = [.. typeof(AvCode).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(f => f.IsLiteral)];
        Assert.True(constants.Length > 30);
        StringBuilder source = new("#include <stdio.h>\n#include <errno.h>\n");
        source.Append("#include <libavformat/avformat.h>\n#include <libavcodec/avcodec.h>\n#include <libswscale/swscale.h>\n");
        source.Append("int main(void) {\n");
        foreach (FieldInfo constant in constants)
        {
            // Names of C's errno stand for the negative code.
            string expression = constant.Name.StartsWith('E') ? $"AVERROR({constant.Name})" : constant.Name;
            source.Append(CultureInfo.InvariantCulture, $"printf(\"{constant.Name}=%lld\\n\", (long long)({expression}));\n");
        }
        using TemporaryFolder folder = new();
        string[] expected = CCompiler.RunProgram(source.Append("return 0;\n}\n").ToString(), folder.Path);
        Assert.Equal(expected, constants.Select(c => $"{c.Name}={Convert.ToInt64(c.GetRawConstantValue(), CultureInfo.InvariantCulture)}"));
    }

    [Fact]
    public void Codes_have_libav_s_own_texts()
    {
        Assert.Equal("Invalid data found when processing input", AvCode.Text(AvCode.AVERROR_INVALIDDATA));
        Assert.Equal("Connection refused", AvCode.Text(AvCode.ECONNREFUSED));
    }
}
