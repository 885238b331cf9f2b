namespace SafeCity.Edge.Agent.Settings;

/// <summary>How pictures of a role are sent.</summary>
/// <param name="SidePixels">Longest side; never enlarged to it.</param>
/// <param name="Quality">Of the JPEG, 1 to 100.</param>
internal sealed record RolePlan(int SidePixels, int Quality);
