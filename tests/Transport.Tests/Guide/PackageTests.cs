using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;
using Transport.Tests.Contract.Schema;
using Transport.Tests.Outbox;

namespace Transport.Tests.Guide;

/// <summary>The library as platforms get it.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Package_has_its_readme_and_the_contract_and_nothing_native_of_its_own()
    {
        string project = Path.GetFullPath(Path.Combine(ContractSchema.Folder, "..", "..", "Transport.csproj"));
        string configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release" : "Debug";
        using Process pack = Process.Start(new ProcessStartInfo("dotnet",
            ["pack", project, "-c", configuration, "--no-build", "--no-restore", "--output", _folder.Path, "-nodeReuse:false", "-v:quiet"])
        { RedirectStandardOutput = true })!;
        string said = pack.StandardOutput.ReadToEnd();
        pack.WaitForExit();
        Assert.True(pack.ExitCode == 0, said);
        using ZipArchive package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(_folder.Path, "*.nupkg")));
        string[] names = [.. package.Entries.Select(e => e.FullName)];
        Assert.Contains("README.md", names);
        Assert.Contains("lib/net10.0/SafeCity.Edge.Transport.dll", names);
        Assert.Contains("contract/asyncapi.yaml", names);
        Assert.Contains(names, n => n.EndsWith("produced/event.schema.json", StringComparison.Ordinal));
        Assert.DoesNotContain(names, n => n.Contains("runtimes/", StringComparison.Ordinal) || n.EndsWith(".so", StringComparison.Ordinal));
        using Stream specification = package.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        string[] needed = [.. XDocument.Load(specification).Descendants().Where(e => e.Name.LocalName == "dependency")
            .Select(e => e.Attribute("id")!.Value).Order(StringComparer.Ordinal)];
        Assert.Equal(["Microsoft.Data.Sqlite.Core", "Polly.Core", "SQLitePCLRaw.bundle_e_sqlite3", "SQLitePCLRaw.core"], needed);
    }
}
