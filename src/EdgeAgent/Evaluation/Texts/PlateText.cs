namespace SafeCity.Edge.Agent.Evaluation.Texts;

/// <summary>Texts of plates as they are compared.</summary>
internal static class PlateText
{
    /// <summary>Letters and digits only, in capitals: labels differ in hyphens, dots and spaces.</summary>
    internal static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>With O as 0 and I as 1, which many plates print alike.</summary>
    internal static string Folded(string text) => Plain(text).Replace('O', '0').Replace('I', '1');
}
