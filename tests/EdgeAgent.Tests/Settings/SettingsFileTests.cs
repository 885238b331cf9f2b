using System.Numerics;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Inference.Regions;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Tests.Settings;

public sealed class SettingsFileTests : IDisposable
{
    private readonly SettingsFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_least_settings_give_defaults_and_paths_begin_at_the_folder_of_the_file()
    {
        RunSettings settings = _folder.Load(SettingsFolder.Good);
        Assert.Equal("sc1/acme/harbour/gate-01", settings.Identity.TopicRoot);
        Assert.Equal("broker.example:1883", settings.Broker.Address);
        Assert.Equal(_folder.PathOf("data"), settings.DataDirectory);
        CameraSettings camera = Assert.Single(settings.Cameras);
        Assert.Equal((_folder.PathOf("clip.avi"), RegionMode.Regions, PlatePrivacy.Off), (camera.Source.Url, camera.Regions, camera.Privacy.Plates));
        Assert.Null(settings.Models.Plates);
    }

    [Fact]
    public void Every_section_reaches_its_record()
    {
        _folder.WriteSecrets("broker: 'pa:ss'\ncam: 'p@ss/word'\n");
        File.WriteAllText(_folder.PathOf("stolen.txt"), "AB 123\n");
        RunSettings settings = _folder.Load(
            """
            version: 1
            device: {org: acme, site: harbour, name: gate-01}
            broker:
              host: 192.0.2.9
              user: box
              password: ${secret:broker}
              consumer: platform
              tls: {caFile: ca.pem}
            store: {folder: /var/lib/x, maxMegabytes: 512, eventRetentionHours: 24}
            plates: {region: eu, purpose: traffic-safety, lists: [stolen.txt]}
            cameras:
              - name: cam1
                source: rtsp://admin:${secret:cam}@192.0.2.7/sub
                mainSource: rtsp://admin:${secret:cam}@192.0.2.7/main
                classes: [person, car]
                regions: whole-frame
                masks:
                  - [[0, 0], [0.5, 0], [0.5, 0.25]]
                privacy: {plates: on, purpose: access}
            """);
        Assert.Equal(8883, settings.Broker.Port);
        Assert.Equal(_folder.PathOf("ca.pem"), settings.Broker.Tls?.CaFile);
        Assert.Equal(("box", "platform", MqttProtocol.V5), (settings.Broker.User, settings.Consumer, settings.Broker.Protocol));
        Assert.Equal((512L << 20, TimeSpan.FromHours(24)), (settings.Store.BytesMax, settings.Store.EventRetention));
        Assert.Equal("stolen", Assert.Single(settings.Models.Plates!.Lists).Name);
        CameraSettings camera = settings.Cameras[0];
        Assert.Equal("rtsp://admin:p%40ss%2Fword@192.0.2.7/sub", camera.Source.Url);
        Assert.Equal("rtsp://192.0.2.7/main", camera.MainSource!.ToString());
        Assert.Equal([new Vector2(0, 0), new Vector2(0.5f, 0), new Vector2(0.5f, 0.25f)], Assert.Single(camera.Masks));
        Assert.Equal((PlatePrivacy.On, "access"), (camera.Privacy.Plates, camera.Privacy.Purpose));
        Assert.DoesNotContain("ss", settings.Broker.Password!.ToString().Replace("redacted", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once_with_line_key_value_and_range()
    {
        IReadOnlyList<string> faults = _folder.Faults(
            """
            version: 2
            device: {org: Acme Ltd, site: harbour}
            broker:
              hots: broker.example
              port: 70000
            cameras:
              - name: sys
                source: http://192.0.2.7/a.mjpg
                regions: wholeframe
                masks: [[[0, 0], [1, 1], [1, 0], [0, 1]]]
            colour: blue
            """);
        Assert.Equal(
            [
                "settings.yaml:1: version: '2' does not fit: use a whole number from 1 to 1",
                "settings.yaml:2: device.org: 'Acme Ltd' does not fit: use 1 to 36 of a-z, 0-9 and '-'",
                "settings.yaml:2: device.name: this setting is missing: use 1 to 36 of a-z, 0-9 and '-'",
                "settings.yaml:4: broker.host: this setting is missing: use 1 to 200 characters",
                "settings.yaml:4: broker.hots: there is no such setting: did you mean 'host'?",
                "settings.yaml:5: broker.port: '70000' does not fit: use a whole number from 1 to 65535",
                "settings.yaml:7: cameras[0].name: 'sys' is not a camera's name: use 1 to 16 of a-z, 0-9 and '-', but not 'sys'",
                "settings.yaml:8: cameras[0].source: http:// sources are not supported: give a video file or an rtsp:// address",
                "settings.yaml:9: cameras[0].regions: 'wholeframe' does not fit: use regions or whole-frame",
                "settings.yaml:10: cameras[0].masks[0]: the edges after corners 1 and 3 cross each other: give the corners in their order round the area",
                "settings.yaml:11: colour: there is no such setting: use one of broker, cameras, control, device, health, models, plates, secretsFile, store, version",
            ],
            faults);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("- a\n- b\n", "the file holds no settings")]
    [InlineData("version: 1\n\tbroker: x\n", "this is not YAML")]
    [InlineData("version: [1\n", "this is not YAML")]
    [InlineData("version: 1\nversion: 1\n", "settings.yaml:2: version: this key stands in line 1 already")]
    [InlineData("version: 1\n---\nversion: 1\n", "a second document begins here")]
    [InlineData("version: &v 1\nstore: {maxMegabytes: *v}\n", "aliases (*name) are not taken")]
    [InlineData("version: !!int 1\n", "tags (!name) are not taken")]
    [InlineData("version: 1\nbroker: host\n", "settings.yaml:2: broker: this is a section")]
    [InlineData("version: 1\ncameras: cam1\n", "settings.yaml:2: cameras: this is a list")]
    [InlineData("version: 1\ncameras: [cam1]\n", "settings.yaml:2: cameras[0]: each item is a section")]
    [InlineData("version: 1\nstore: {folder: }\n", "store.folder: nothing stands here: use a path")]
    [InlineData("version: 1\nstore: {folder: {a: b}}\n", "store.folder: this is one value")]
    [InlineData("version: 1\ndevice:\n", "device.org: this setting is missing")]
    [InlineData("version: 1\n", "device: this setting is missing: use a section with org, site, name")]
    public void What_is_no_settings_file_is_told_with_its_line(string text, string sentence) =>
        Assert.Contains(_folder.Faults(text), f => f.Contains(sentence, StringComparison.Ordinal));

    [Fact]
    public void Deep_nesting_and_a_huge_file_end_in_a_fault()
    {
        Assert.Contains(_folder.Faults("version: " + new string('[', 2000)), f => f.Contains("this is not YAML", StringComparison.Ordinal));
        Assert.Contains(_folder.Faults(new string('#', (1 << 20) + 1)), f => f.Contains("larger than 1 MiB", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        Assert.Contains("cannot be read", Assert.Throws<SafeCity.Edge.Agent.Settings.Yaml.SettingsException>(
            () => SettingsFile.Load(_folder.PathOf("none.yaml"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_are_faults_and_never_a_crash()
    {
        const int Seed = 20261125;
        Random random = new(Seed);
        string[] parts = ["version", ": ", "1", "\n", "  ", "- ", "[", "]", "{", "}", ",", "'", "\"", "&a", "*a", "!t", "#", "\t", "cameras", "source", "${secret:x}", "|", ">", "?", "\0", "é"];
        for (int round = 0; round < 3000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => parts[random.Next(parts.Length)]));
            IReadOnlyList<string> faults = _folder.Faults(text);
            Assert.True(faults.Count > 0, $"seed {Seed}, round {round}: no fault in {text}");
        }
    }
}
