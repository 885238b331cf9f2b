using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>The limits of the contract (section 2 and 9) that a fact must keep before it may wait in the queue.</summary>
internal static class FactLimits
{
    // The longest topic is then 5 + 3 * 37 + 5 + 17 + 32 = 170 of 200 bytes.
    private const int TypeCharactersMax = 32;

    private const int SubjectCharactersMax = 128;

    /// <exception cref="OutboxException">The fact breaks a limit; the sentence says which.</exception>
    internal static void Check(Fact fact)
    {
        if (!DeviceIdentity.IsName(fact.Camera, RecordName.CameraCharactersMax) || fact.Camera == StreamKey.System)
            throw Refused(fact,
                $"'{fact.Camera}' is not a camera's name:" +
                $" use 1 to {RecordName.CameraCharactersMax} of a-z, 0-9 and '-', but not 'sys'");
        if (!DeviceIdentity.IsName(fact.Type, TypeCharactersMax))
            throw Refused(fact, $"'{fact.Type}' is not a type: use 1 to {TypeCharactersMax} of a-z, 0-9 and '-'");
        if (fact.Subject.Length is 0 or > SubjectCharactersMax)
            throw Refused(fact, $"its subject needs 1 to {SubjectCharactersMax} characters");
        if (fact.Data.Track?.Path.Count > EventTrack.PathPointsMax)
            throw Refused(fact,
                $"its path has {fact.Data.Track.Path.Count} points," +
                $" the contract allows {EventTrack.PathPointsMax}: thin it out");
        if (fact.KeyFrames.Count > Fact.KeyFramesMax)
            throw Refused(fact, $"it has {fact.KeyFrames.Count} key frames, {Fact.KeyFramesMax} are allowed");
        foreach (FactKeyFrame frame in fact.KeyFrames)
        {
            if (frame.Jpeg.Length is > 0 and <= KeyFrameHeader.JpegBytesMax) continue;
            throw Refused(fact,
                $"its {frame.Role} key frame has {frame.Jpeg.Length} bytes," +
                $" the contract allows 1 to {KeyFrameHeader.JpegBytesMax}: lower its quality or size");
        }
    }

    private static OutboxException Refused(Fact fact, string why) =>
        new(OutboxErrorKind.FactRefused, $"the {fact.Type} {fact.Subject} of {fact.Camera} is not recorded: {why}");
}
