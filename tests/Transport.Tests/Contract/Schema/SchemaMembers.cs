using System.Text.Json.Nodes;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Uplink;

namespace Transport.Tests.Contract.Schema;

/// <summary>What the types of C# do not say about a member: ranges, patterns, words, lengths.</summary>
internal static class SchemaMembers
{
    internal const string Time = @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$";

    private const string Digest = """{"pattern":"^[A-Za-z0-9_-]{43}$"}""";
    private const string Share = """{"minimum":0,"maximum":1}""";
    private const string Whole = """{"minimum":0}""";
    private const string Positive = """{"minimum":1}""";
    private const string Stream = """{"pattern":"^[a-z0-9-]{1,16}(\\.kf)?$"}""";
    private const string Privacy = """{"enum":["blurred","off","kept"]}""";

    private static readonly Dictionary<string, string> Extras = new(StringComparer.Ordinal)
    {
        ["CloudEvent.SpecVersion"] = """{"const":"1.0"}""",
        ["CloudEvent.Id"] = """{"pattern":"^[a-z0-9-]{1,36}\\.[a-z0-9-]{1,16}(\\.kf)?\\.\\d+\\.\\d+(-\\d+)?$"}""",
        ["CloudEvent.Source"] = """{"pattern":"^/sc1/[a-z0-9-]{1,36}/[a-z0-9-]{1,36}/[a-z0-9-]{1,36}/[a-z0-9-]{1,16}(\\.kf)?/\\d+$"}""",
        ["CloudEvent.Type"] = """{"pattern":"^org\\.safecity\\.edge\\.[a-z0-9-]{1,32}\\.v1$"}""",
        ["CloudEvent.Subject"] = """{"minLength":1,"maxLength":128}""",
        ["CloudEvent.DataContentType"] = """{"const":"application/json"}""",
        ["CloudEvent.PartitionKey"] = """{"pattern":"^[a-z0-9-]{1,36}/[a-z0-9-]{1,16}$"}""",
        ["CloudEvent.Sequence"] = """{"pattern":"^\\d{16}$"}""",
        ["CloudEvent.PreviousHash"] = """{"pattern":"^([A-Za-z0-9_-]{43})?$"}""",
        ["CloudEvent.Salt"] = """{"pattern":"^[A-Za-z0-9_-]{22}$"}""",
        ["EventData.Boot"] = Positive,
        ["EventClock.Sync"] = """{"enum":["ntp","rtc","none"]}""",
        ["EventClock.MonotonicNs"] = """{"pattern":"^\\d+$"}""",
        ["EventFrame.Width"] = Positive,
        ["EventFrame.Height"] = Positive,
        ["EventFrame.Number"] = Whole,
        ["EventClass.Score"] = Share,
        ["EventColor.Score"] = Share,
        ["EventColor.Rgb"] = """{"minItems":3,"maxItems":3,"items":{"type":"integer","minimum":0,"maximum":255}}""",
        ["EventTrack.EndReason"] = """{"enum":["left","lost","stopped","end-of-stream","other"]}""",
        ["EventTrack.Path"] = """{"maxItems":64}""",
        ["EventTrack.Hits"] = Whole,
        ["EventFace.Score"] = Share,
        ["EventFace.Quality"] = Share,
        ["EventLandmark.Name"] = """{"enum":["rightEye","leftEye","nose","mouth","mouthRight","mouthLeft"]}""",
        ["EventPlate.Score"] = Share,
        ["EventPlate.Phase"] = """{"enum":["preview","final"]}""",
        ["EventPlate.Country"] = """{"pattern":"^[A-Z]{2}$"}""",
        ["EventPlateAlternative.Score"] = Share,
        ["EventPlateCharacter.Alternatives"] = """{"maxItems":4}""",
        ["EventListHit.Match"] = """{"enum":["exact","fuzzy"]}""",
        ["EventKeyFrame.Role"] = """{"enum":["scene","subject","plate","face"]}""",
        ["EventKeyFrame.Sha256"] = Digest,
        ["EventKeyFrame.Bytes"] = """{"minimum":1,"maximum":524288}""",
        ["EventPrivacy.Faces"] = Privacy,
        ["EventPrivacy.Plates"] = Privacy,
        ["EventGap.From"] = Positive,
        ["EventGap.To"] = Positive,
        ["EventGap.Reason"] = """{"enum":["full","expired","rejected","erased","delivered"]}""",
        ["EventGap.LastHash"] = """{"pattern":"^([A-Za-z0-9_-]{43})?$"}""",
        ["KeyFrameHeader.Type"] = """{"const":"image/jpeg"}""",
        ["KeyFrameHeader.Role"] = """{"enum":["scene","subject","plate","face"]}""",
        ["KeyFrameHeader.Sequence"] = """{"pattern":"^\\d{16}$"}""",
        ["KeyFrameHeader.Sha256"] = Digest,
        ["KeyFrameHeader.PreviousHash"] = Digest,
        ["KeyFrameHeader.Size"] = """{"minimum":1,"maximum":524288}""",
        ["StateMessage.State"] = """{"enum":["online","offline"]}""",
        ["StateMessage.Reason"] = """{"enum":["connected","stopped","lost"]}""",
        ["StatePosition.Stream"] = Stream,
        ["StatePosition.NextSequence"] = Positive,
        ["BirthMessage.Protocol"] = """{"enum":["mqtt5","mqtt3.1.1"]}""",
        ["BirthMessage.Guarantee"] = """{"enum":["broker","endToEnd"]}""",
        ["BirthKey.Id"] = Digest,
        ["BirthKey.Algorithm"] = """{"enum":["ES256"]}""",
        ["HealthStore.UsedPercent"] = Whole,
        ["HealthStore.Alarm"] = """{"enum":[0,70,85,95]}""",
        ["CursorPosition.Stream"] = Stream,
        ["CursorPosition.Sequence"] = Whole,
        ["SealStatement.PreviousSeal"] = """{"pattern":"^([A-Za-z0-9_-]{43})?$"}""",
        ["SealedRun.From"] = Positive,
        ["SealedTombstone.Hash"] = Digest,
        ["EventAudit.Status"] = """{"enum":["accepted","done","failed"]}""",
        ["CommandMessage.CommandId"] = """{"minLength":1,"maxLength":64}""",
        ["CommandMessage.Issuer"] = """{"minLength":1,"maxLength":64}""",
        ["CommandReply.Status"] = """{"enum":["accepted","progress","done","failed","rejected","expired"]}""",
        ["ConfigurationDesired.Version"] = Positive,
        ["ConfigurationReport.Status"] = """{"enum":["applied","applying","rejected","rolledBack"]}""",
        ["ConfigurationReport.Version"] = Whole,
        ["ReplayCommand.CommandId"] = """{"minLength":1,"maxLength":64}""",
        ["ReplayCommand.From"] = Positive,
        ["ReplayCommand.To"] = Positive,
    };

    /// <summary>Boxes and points lie in the frame; objects at its edge may reach beyond it by what a detector says.</summary>
    internal static JsonObject? Of(string type, string member) =>
        Extras.TryGetValue($"{type}.{member}", out string? text) ? JsonNode.Parse(text)!.AsObject() : null;

    /// <summary>Entries that no type has any more.</summary>
    internal static IEnumerable<string> Unknown() => Extras.Keys.Where(key =>
    {
        string[] parts = key.Split('.');
        Type? type = typeof(CloudEvent).Assembly.GetType($"SafeCity.Edge.Transport.Contract.{parts[0]}")
            ?? typeof(ReplayCommand).Assembly.GetType($"SafeCity.Edge.Transport.Uplink.{parts[0]}");
        return type?.GetProperty(parts[1]) is null;
    });
}
