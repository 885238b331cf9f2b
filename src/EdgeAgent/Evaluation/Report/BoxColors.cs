using SafeCity.Edge.Agent.Overlay;

namespace SafeCity.Edge.Agent.Evaluation.Report;

/// <summary>What the colours of boxes in reports mean.</summary>
internal static class BoxColors
{
    internal static OverlayColor Truth { get; } = OverlayColor.FromRgb(50, 205, 80);

    internal static OverlayColor Found { get; } = OverlayColor.FromRgb(70, 140, 255);

    internal static OverlayColor Wrong { get; } = OverlayColor.FromRgb(255, 70, 60);
}
