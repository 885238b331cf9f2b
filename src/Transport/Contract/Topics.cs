namespace SafeCity.Edge.Transport.Contract;

/// <summary>The topics of one box (contract section 3), all below <c>sc1/{org}/{site}/{device}</c>.</summary>
public sealed class Topics(DeviceIdentity identity)
{
    /// <summary>Content type of an event: one CloudEvent in structured mode.</summary>
    public const string EventContentType = "application/cloudevents+json; charset=utf-8";

    /// <summary>Content type of the status messages.</summary>
    public const string JsonContentType = "application/json; charset=utf-8";

    /// <summary>Content type of a key frame chunk.</summary>
    public const string KeyFrameContentType = "application/octet-stream";

    /// <summary>Everything of every box, as a platform subscribes.</summary>
    public const string EveryDevice = "sc1/+/+/+/#";

    private readonly string _root = identity.TopicRoot;

    /// <summary>Online / offline, retained; also the will.</summary>
    public string State => _root + "/state";

    /// <summary>Capabilities, streams and sequences, retained.</summary>
    public string Birth => _root + "/birth";

    /// <summary>Every 60 s, retained.</summary>
    public string Health => _root + "/health";

    /// <summary>All commands.</summary>
    public string Commands => _root + "/cmd/#";

    /// <summary>What the topic of every command begins with.</summary>
    public string CommandRoot => _root + "/cmd/";

    /// <summary>All cursors of consumers, retained.</summary>
    public string Cursors => _root + "/ack/+";

    /// <summary>The cursor of one consumer, retained.</summary>
    public string Cursor(string consumer) => $"{_root}/ack/{consumer}";

    /// <summary>True for a name that a consumer may have: 1 to 36 of a-z, 0-9 and '-'.</summary>
    public static bool IsConsumer(string name) => DeviceIdentity.IsName(name, DeviceIdentity.CharactersMax);

    /// <summary>Where a tombstone of a log is published.</summary>
    public string Gap(StreamKey stream) => stream.Stream == StreamKey.System ? $"{_root}/sys/gap"
        : stream.IsKeyFrames ? $"{_root}/kf/{stream.Camera}/gap" : $"{_root}/evt/{stream.Camera}/gap";

    /// <summary>The configuration that a platform wants, retained.</summary>
    public string DesiredConfiguration => _root + "/config/desired";

    /// <summary>What became of it, retained.</summary>
    public string ReportedConfiguration => _root + "/config/reported";

    /// <summary>What the topic of every reply begins with.</summary>
    public string ReplyRoot => _root + "/rsp/";

    /// <summary>True for a topic to which this box may reply.</summary>
    public bool IsReply(string topic) => topic.StartsWith(ReplyRoot, StringComparison.Ordinal) && IsConsumer(topic[ReplyRoot.Length..]);

    /// <summary>Everything of this box.</summary>
    public string Everything => _root + "/#";

    /// <summary>One event, for example of type <c>track</c>.</summary>
    public string Event(string camera, string type) => $"{_root}/evt/{camera}/{type}";

    /// <summary>The key frames of a camera.</summary>
    public string KeyFrames(string camera) => $"{_root}/kf/{camera}";

    /// <summary>Early copies of a camera's alarms.</summary>
    public string Alert(string camera) => $"{_root}/alert/{camera}";

    /// <summary>A device record, for example of type <c>seal</c>.</summary>
    public string DeviceRecord(string type) => $"{_root}/sys/{type}";

    /// <summary>A command, for example <c>replay</c>.</summary>
    public string Command(string name) => $"{_root}/cmd/{name}";

    /// <summary>The identity and the rest of a topic of any box; false when it is not below <c>sc1/org/site/device/</c>.</summary>
    public static bool TryParse(string topic, out DeviceIdentity? identity, out string rest)
    {
        identity = null;
        rest = "";
        string[] levels = topic.Split('/', 5);
        if (levels.Length != 5 || levels[0] != "sc1" || levels[4].Length == 0) return false;
        // Foreign names are noise from outside: the caller counts what is not ours.
        if (!levels[1..4].All(name => DeviceIdentity.IsName(name, DeviceIdentity.CharactersMax))) return false;
        identity = new DeviceIdentity(levels[1], levels[2], levels[3]);
        rest = levels[4];
        return true;
    }
}
