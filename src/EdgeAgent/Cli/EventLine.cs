using System.Globalization;
using System.Text;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>One event as one line that a person can read while it scrolls by.</summary>
internal static class EventLine
{
    /// <summary>For example <c>08:15:31.204 d7f3a1/cam1 track #15 Vehicle/Car 0.91 for 16.8 s, 201 hits, (0.12,0.61) to (0.44,0.50), left, 1 key frame</c>.</summary>
    internal static string Format(CloudEvent cloudEvent)
    {
        StringBuilder line = new();
        string type = cloudEvent.Type.Split('.') is { Length: >= 2 } parts ? parts[^2] : cloudEvent.Type;
        line.Append(CultureInfo.InvariantCulture, $"{cloudEvent.Time:HH:mm:ss.fff} {cloudEvent.PartitionKey} {type}");
        EventData data = cloudEvent.Data;
        if (data.Object is { } seen)
        {
            line.Append(CultureInfo.InvariantCulture, $" #{seen.Id} {string.Join('/', seen.Classes.Select(c => c.Type))} {seen.Classes[^1].Score:0.00}");
        }
        if (data.Track is { } track)
        {
            line.Append(CultureInfo.InvariantCulture, $" for {(track.End - track.Start).TotalSeconds:0.0} s, {track.Hits} hits");
            if (track.Path is [var first, .., var last])
                line.Append(CultureInfo.InvariantCulture, $", ({first.X:0.00},{first.Y:0.00}) to ({last.X:0.00},{last.Y:0.00})");
            line.Append(CultureInfo.InvariantCulture, $", {track.EndReason}");
        }
        if (data.Plate is { } plate)
        {
            line.Append(CultureInfo.InvariantCulture, $" {plate.Text} {plate.Score:0.00} {plate.Phase}, {plate.Votes} readings");
            if (plate.Country is { } country) line.Append(CultureInfo.InvariantCulture, $", {country}");
            if (plate.ListHit is { } hit) line.Append(CultureInfo.InvariantCulture, $", ON LIST {hit.List} ({hit.Match})");
        }
        if (data.Face is { } face)
            line.Append(CultureInfo.InvariantCulture, $" quality {face.Quality:0.00} at ({face.Box.X:0.00},{face.Box.Y:0.00})");
        if (data.KeyFrames is { Count: > 0 } frames)
            line.Append(CultureInfo.InvariantCulture, $", key frame {frames.Sum(f => f.Bytes) / 1024.0:0.0} KiB");
        return line.ToString();
    }
}
