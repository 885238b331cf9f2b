using System.Globalization;

namespace SafeCity.Edge.Transport.Contract;

/// <summary>The name of one record in the world, and its three spellings.</summary>
/// <param name="Device">The box.</param>
/// <param name="Stream">The log.</param>
/// <param name="Sequence">The place in the log, from 1.</param>
public sealed record RecordName(DeviceIdentity Device, StreamKey Stream, long Sequence)
{
    /// <summary><c>device.stream.epoch.sequence</c>; for a key frame the stream is <c>camera.kf</c>.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Device.Device}.{Stream.Stream}.{Stream.Epoch}.{Sequence}");

    /// <summary>
    /// The id of a tombstone that begins here: <c>device.stream.epoch.from-to</c>. Another one than a record's, because a record that was
    /// dropped may have gone out before.
    /// </summary>
    public string GapId(long to) => string.Create(CultureInfo.InvariantCulture, $"{Id}-{to}");

    /// <summary><c>/sc1/org/site/device/stream/epoch</c>; the same for all records of a log.</summary>
    public string Source => SourceOf(Device, Stream);

    /// <summary>The sequence in 16 digits: sorts as text.</summary>
    public string SequenceText => Sequence.ToString("D16", CultureInfo.InvariantCulture);

    /// <summary>The source of every record of a log.</summary>
    public static string SourceOf(DeviceIdentity device, StreamKey stream) =>
        string.Create(CultureInfo.InvariantCulture, $"/{device.TopicRoot}/{stream.Stream}/{stream.Epoch}");

    /// <summary>Takes a name from a record's <c>source</c> and <c>sequence</c>; null if they are not spelled as above.</summary>
    public static RecordName? Parse(string source, string sequence)
    {
        string[] parts = source.Split('/');
        if (parts.Length != 7 || parts[0].Length != 0 || parts[1] != "sc1") return null;
        if (!TryNumber(parts[6], out long epoch) || sequence.Length != 16 || !TryNumber(sequence, out long number) || number < 1)
            return null;
        StreamKey stream = new(parts[5], epoch);
        if (!DeviceIdentity.IsName(stream.Camera, CameraCharactersMax)) return null;
        if (!parts[2..5].All(p => DeviceIdentity.IsName(p, DeviceIdentity.CharactersMax))) return null;
        RecordName name = new(new DeviceIdentity(parts[2], parts[3], parts[4]), stream, number);
        return name.Source == source ? name : null;
    }

    /// <summary>Limit of the contract, section 2.</summary>
    public const int CameraCharactersMax = 16;

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
