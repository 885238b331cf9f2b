using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>
/// The best view of a face: where it is and how well it is seen. It says nothing of whose face it is: no template, no age, sex,
/// ethnicity or emotion.
/// </summary>
/// <param name="Box">Where it is.</param>
/// <param name="Score">The detector's score, 0 to 1.</param>
/// <param name="Quality">How well it is seen (size, sharpness, exposure, pose, wholeness), 0 to 1.</param>
/// <param name="Pose">Where it looks; null if the landmarks do not tell.</param>
/// <param name="Landmarks">Eyes, nose and mouth; null if the model has none.</param>
public sealed record EventFace(
    EventBox Box,
    [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Score,
    [property: JsonConverter(typeof(ThreeDecimalsConverter))] double Quality,
    EventPose? Pose = null,
    IReadOnlyList<EventLandmark>? Landmarks = null);
