namespace SafeCity.Edge.Agent.Rules.Definitions;

/// <summary>Sizes of boxes that are looked at, in parts of the frame's height and width; null: no limit.</summary>
internal sealed record SizeFilter(float? HeightMin = null, float? HeightMax = null, float? WidthMin = null, float? WidthMax = null);
