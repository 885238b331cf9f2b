using System.Numerics;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>What is hidden in the pictures of one camera. The default hides the most.</summary>
internal sealed record MaskingPolicy
{
    private const string Faces = "faces";

    /// <summary>Polygons in parts of the frame that are black everywhere.</summary>
    internal IReadOnlyList<IReadOnlyList<Vector2>> Areas { get; init; } = [];

    /// <summary>Roles of pictures in which faces stay as they are.</summary>
    internal IReadOnlyList<KeyFrameRole> FacesKeptIn { get; init; } = [];

    /// <summary>Vehicles are left as they are, with their plates.</summary>
    internal bool KeepsPlates { get; init; }

    internal bool KeepsFaces(KeyFrameRole role) => FacesKeptIn.Contains(role);

    /// <summary>The picture of a plate that is told shows the plate.</summary>
    internal bool HidesPlates(KeyFrameRole role) => !KeepsPlates && role != KeyFrameRole.Plate;

    /// <summary>The name of the masking in headers of key frames: <c>none</c>, or what is masked, with commas between.</summary>
    internal string NameFor(KeyFrameRole role)
    {
        string[] hidden =
            [.. Areas.Count > 0 ? ["areas"] : (string[])[], .. KeepsFaces(role) ? (string[])[] : [Faces], .. HidesPlates(role) ? ["plates"] : (string[])[]];
        return hidden.Length == 0 ? "none" : string.Join(',', hidden);
    }

    /// <summary>Whether a name of a masking says that faces are hidden.</summary>
    internal static bool HidesFaces(string masking) => masking.Split(',').Contains(Faces);

    /// <summary>Roles on the wire.</summary>
    internal static string WireName(KeyFrameRole role) => role switch
    {
        KeyFrameRole.Scene => "scene",
        KeyFrameRole.Subject => "subject",
        _ => "plate",
    };
}
