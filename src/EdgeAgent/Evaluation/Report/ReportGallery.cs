namespace SafeCity.Edge.Agent.Evaluation.Report;

/// <summary>The pictures of a page.</summary>
/// <param name="Count">How many are shown, in words.</param>
/// <param name="Pictures">File beside the page, and what it shows.</param>
internal sealed record ReportGallery(string Count, IReadOnlyList<(string File, FailurePicture Failure)> Pictures);
