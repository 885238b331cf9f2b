using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeCity.Edge.Conventions.Tests;

/// <summary>Test names read as sentences: <c>Outbox_survives_kill_between_insert_and_ack</c>.</summary>
public sealed partial class TestNameTests
{
    [Fact]
    public void Test_names_are_sentences_with_underscores() => Rule.Holds(Repository.CSharp("tests"), Findings);

    [Theory]
    [InlineData("[Fact] public void TestOutbox() { }", "TestOutbox")]
    [InlineData("[Theory] public async Task Outbox_Works() { }", "Outbox_Works")]
    [InlineData("[SkippableFact(Skip = \"x\")] public void Send__twice_is_bad() { }", "Send__twice")]
    public void A_name_that_is_no_sentence_is_caught(string method, string names) =>
        Rule.Catches(new("tests/A.cs", $"public class A {{ {method} }}"), Findings, names);

    [Fact]
    public void A_method_that_is_no_test_may_have_any_name() =>
        Assert.Empty(Findings(new("tests/A.cs", "public class A { public void Dispose() { } }")));

    private static IEnumerable<string> Findings(SourceFile file) => file.Nodes<MethodDeclarationSyntax>()
        .Where(m => m.AttributeLists.SelectMany(l => l.Attributes).Any(a => TestAttribute().IsMatch(a.Name.ToString())))
        .Where(m => !Sentence().IsMatch(m.Identifier.Text))
        .Select(m => file.At(m, $"{m.Identifier.Text}: name it by a sentence of three words or more, with underscores"));

    [GeneratedRegex(@"(^|\.)(Fact|Theory|SkippableFact|SkippableTheory|Property)(Attribute)?$")]
    private static partial Regex TestAttribute();

    [GeneratedRegex("^[A-Za-z0-9]+(_[A-Za-z0-9]+){2,}$")]
    private static partial Regex Sentence();
}
