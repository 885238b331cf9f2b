using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Settings.Yaml;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary>
/// One item of <c>cameras</c>. Rules have a binder of their own, which is given each item of the list <c>rules</c> as a
/// <see cref="YamlMap"/>, as the other sections here are.
/// </summary>
internal static partial class CameraSection
{
    internal static CameraSettings Bind(YamlMap map)
    {
        string name = map.Required("name", CameraNameType, "the camera, in topics; unique on this box");
        RtspTransport? transport = map.OptionalValue("transport", Scalars.OneOf(("tcp", RtspTransport.Tcp), ("udp", RtspTransport.Udp)), "how RTSP packets travel (default: tcp)");
        ScalarType<VideoSource> address = Source(map, transport);
        VideoSource source = map.Required("source", address, "what is analysed: rtsp:// address (password as ${secret:NAME}) or video file");
        VideoSource? main = map.OptionalOrNull("mainSource", address, "the same camera in more pixels, for key frames; leave it out to cut them from what is analysed");
        // A moment of a file says nothing about a camera's clock.
        if (main is not null && main.IsLive != source.IsLive) map.Fault("mainSource", "source and mainSource do not belong together: give two streams of one camera, or two files");
        CameraSettings camera = new()
        {
            Name = name,
            Source = source,
            MainSource = main,
            Classes = map.Values("classes", Scalars.Text(40), ObjectClass.TrackedByDefault, "labels of the model that are tracked"),
            Regions = map.Optional(
                "regions", Scalars.OneOf(("regions", RegionMode.Regions), ("whole-frame", RegionMode.WholeFrame)), RegionMode.Regions,
                "where the detector looks: at crops round what moves and is followed, or always at the whole frame"),
            View = map.Optional(
                "view", Scalars.OneOf(("usual", CameraView.Usual), ("overhead", CameraView.Overhead)), CameraView.Usual,
                "overhead: it looks straight down on a road, where what drives is a vehicle whatever the detector calls it"),
            Speed = map.Optional("speed", Scalars.OneOf(("realtime", PlaybackSpeed.Realtime), ("max", PlaybackSpeed.Max)), PlaybackSpeed.Realtime, "a file's pace"),
            Decoder = map.OptionalOrNull("decoder", Scalars.Text(40), "a decoder of libavcodec by name, for example h264_v4l2m2m for a box's hardware"),
            ReconnectsMax = (int?)map.OptionalValue("reconnects", Scalars.Integer(0, int.MaxValue), "how often in a row a failed camera is tried again (default: without end)"),
            Rules = RulesOf(map),
            Masks = map.Polygons("masks", "areas, in parts of the frame, that are blackened in every picture and in which nothing is detected"),
            KeyFrames = map.SectionOrDefaults("keyFrames", KeyFramesSection.Bind, "which pictures are sent, how large, and how many bytes of them an hour"),
            Privacy = map.SectionOrDefaults("privacy", PrivacySection.Bind, "what of persons and plates leaves the box, and why"),
        };
        return camera with { Fingerprint = map.Fingerprint(source.Url, main?.Url ?? "") };
    }

    private static CameraRules RulesOf(YamlMap map)
    {
        CameraRules rules = new(
            map.List("rules", RuleSection.Bind, "what the camera is to tell besides what passed", itemsMax: 100),
            map.SectionOrNull("ground", GroundSection.Bind, "four points of the ground and their distances, for speeds"));
        // Without names and kinds there is nothing to compare.
        if (rules.Rules.Any(r => r is not { Name.Length: > 0 })) return rules with { Rules = [] };
        foreach (RuleFault fault in new RuleValidator(null).CheckTogether(rules)) map.Fault(fault.Path, fault.Reason);
        return rules;
    }

    private static ScalarType<string> CameraNameType { get; } = Scalars.Name(RecordName.CameraCharactersMax) with
    {
        TryRead = static (string text, out string value) =>
        {
            value = CameraName.Parse(text);
            return true;
        },
    };

    private static ScalarType<VideoSource> Source(YamlMap map, RtspTransport? transport) => new("an rtsp:// address or a video file", VideoSource.Parse("example.mp4"))
    {
        TryRead = (string text, out VideoSource value) =>
        {
            bool isAddress = text.Contains("://", StringComparison.Ordinal) || text.StartsWith("/dev/", StringComparison.Ordinal);
            value = VideoSource.Parse(isAddress || text.Trim().Length == 0 ? text : map.PathOf(text), transport);
            return true;
        },
        Schema = static () => new JsonObject { ["type"] = "string", ["minLength"] = 1 },
        IsSecret = true,
        TakesSecrets = true,
        EscapesSecrets = true,
        CheckWritten = static text => PlainPassword().IsMatch(text)
            ? "a password does not stand in the settings: write rtsp://user:${secret:NAME}@host/path and put it under NAME into the secrets file"
            : null,
    };

    // In the user part or in the query, unless a reference stands there.
    [GeneratedRegex(@"^[A-Za-z][\w+.-]*://[^/@:]*:(?!\$\{secret:)[^/@]+@|[?&](?:pass(?:word)?|pwd|token|auth|secret|key)=(?!\$\{secret:)[^&]", RegexOptions.IgnoreCase)]
    private static partial Regex PlainPassword();
}
