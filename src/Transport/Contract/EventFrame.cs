using System.Text.Json.Serialization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>A frame of the camera's stream.</summary>
/// <param name="Time">When it was taken. UTC.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Number">Its number since the source was opened.</param>
public sealed record EventFrame(
    [property: JsonConverter(typeof(UtcMillisecondsConverter))] DateTimeOffset Time, int Width, int Height, long Number);
