using System.Reflection;
using System.Xml.Linq;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>The table "may use / must not use" of the architecture, for projects, packages and built assemblies.</summary>
public sealed class ProjectReferenceTests
{
    // What each product project may name in its project file; the packages of Directory.Build.props are analyzers and not product.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["src/Inference/Inference.csproj"] = [],
        ["src/Transport/Transport.csproj"] =
            ["Microsoft.Data.Sqlite.Core", "SQLitePCLRaw.bundle_e_sqlite3", "SQLitePCLRaw.core", "Polly.Core"],
        ["src/EdgeAgent/EdgeAgent.csproj"] =
            ["Inference", "Transport", "Spectre.Console", "System.CommandLine", "Polly.Core", "YamlDotNet"],
    };

    [Fact]
    public void Product_projects_reference_only_what_the_architecture_allows() => Rule.Holds(Repository.Texts(".csproj", "src"), Findings);

    [Theory]
    [InlineData("src/Inference/Inference.csproj", "ProjectReference", "../Transport/Transport.csproj", "Transport")]
    [InlineData("src/Transport/Transport.csproj", "ProjectReference", "..\\EdgeAgent\\EdgeAgent.csproj", "EdgeAgent")]
    [InlineData("src/Inference/Inference.csproj", "PackageReference", "Polly.Core", "Polly.Core")]
    [InlineData("src/Common/Common.csproj", "Nothing", "", "a fourth product project")]
    public void A_reference_that_is_not_allowed_is_caught(string path, string kind, string include, string names) =>
        Rule.Catches(new(path, $"<Project><ItemGroup><{kind} Include=\"{include}\" /></ItemGroup></Project>"), Findings, names);

    [Fact]
    public void The_built_inference_assembly_knows_no_network_and_no_other_project() => Rule.Holds(
        References("SafeCity.Edge.Inference").Where(IsForeignToInference));

    [Fact]
    public void The_built_transport_assembly_knows_neither_inference_nor_the_agent() => Rule.Holds(
        References("SafeCity.Edge.Transport").Where(IsForeignToTransport));

    [Fact]
    public void A_forbidden_assembly_is_caught()
    {
        Assert.True(IsForeignToInference("System.Net.Sockets"));
        Assert.True(IsForeignToInference("SafeCity.Edge.Transport"));
        Assert.True(IsForeignToTransport("safecity-edge"));
        Assert.False(IsForeignToInference("System.Runtime"));
        // The list that is judged is a real one.
        Assert.Contains("System.Runtime", References("SafeCity.Edge.Transport"));
    }

    private static IEnumerable<string> References(string assembly) =>
        Assembly.Load(assembly).GetReferencedAssemblies().Select(a => a.Name ?? "");

    private static bool IsForeignToInference(string assembly) =>
        assembly.StartsWith("System.Net", StringComparison.Ordinal) || !assembly.StartsWith("System.", StringComparison.Ordinal);

    private static bool IsForeignToTransport(string assembly) => assembly is "SafeCity.Edge.Inference" or "safecity-edge";

    private static IEnumerable<string> Findings(SourceFile file)
    {
        if (!Allowed.TryGetValue(file.Path, out string[]? allowed))
            return [$"{file.Path}: a fourth product project: the architecture has three"];
        return XDocument.Parse(file.Text).Descendants()
            .Where(e => e.Name.LocalName is "ProjectReference" or "PackageReference" or "Reference")
            .Select(e => e.Attribute("Include")?.Value ?? "")
            .Select(i => i.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(i.Replace('\\', '/')) : i)
            .Where(name => !allowed.Contains(name, StringComparer.Ordinal))
            .Select(name => $"{file.Path}: references {name}, which the architecture does not allow there");
    }
}
