using System.Xml.Linq;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>The licence is there, whole, and the projects say the same.</summary>
public sealed class LicenceTests
{
    [Fact]
    public void Licence_is_apache_2_and_projects_say_so() => Rule.Holds(
        LicenceFindings(Repository.Read("LICENSE")).Concat(ProjectFindings(Repository.Read("Directory.Build.props"))));

    [Fact]
    public void A_licence_that_was_cut_is_caught() =>
        Rule.Catches(new("LICENSE", "Apache License\nVersion 2.0, January 2004\n"), LicenceFindings, "not the whole");

    [Fact]
    public void A_project_without_copyright_is_caught() => Rule.Catches(
        new("Directory.Build.props", "<Project><PackageLicenseExpression>Apache-2.0</PackageLicenseExpression></Project>"),
        ProjectFindings, "Copyright");

    private static IEnumerable<string> LicenceFindings(SourceFile file)
    {
        bool whole = file.Text.Contains("Version 2.0, January 2004", StringComparison.Ordinal)
            && file.Text.Contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION", StringComparison.Ordinal)
            && file.Text.Contains("END OF TERMS AND CONDITIONS", StringComparison.Ordinal);
        if (!whole) yield return $"{file.Path}: not the whole text of the Apache License 2.0";
    }

    private static IEnumerable<string> ProjectFindings(SourceFile file)
    {
        XElement[] properties = [.. XDocument.Parse(file.Text).Descendants()];
        if (!properties.Any(p => p.Name.LocalName == "PackageLicenseExpression" && p.Value == "Apache-2.0"))
            yield return $"{file.Path}: PackageLicenseExpression is not Apache-2.0";
        if (!properties.Any(p => p.Name.LocalName == "Copyright" && p.Value.Length > 0)) yield return $"{file.Path}: no Copyright";
    }
}
