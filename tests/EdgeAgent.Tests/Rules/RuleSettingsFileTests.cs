using SafeCity.Edge.Agent.Rules;
using SafeCity.Edge.Agent.Rules.Definitions;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Tests.Rules;

public sealed class RuleSettingsFileTests
{
    private const string Head =
        """
        version: 1
        device: { org: acme, site: harbour, name: edge-01 }
        broker: { host: 127.0.0.1 }
        cameras:
          - name: gate
            source: gate.mp4

        """;

    [Fact]
    public void Every_kind_of_rule_is_read_from_the_settings_file()
    {
        CameraRules rules = Read(
            """
                rules:
                  - { name: Gate, kind: line, line: [[0, 0.5], [1, 0.5]], in: left, everySeconds: 60, rateLimit: { events: 5, perSeconds: 60 } }
                  - { name: Yard, kind: zone, polygon: [[0, 0], [1, 0], [1, 1]], size: { heightMin: 0.1 } }
                  - { name: Door, kind: loitering, afterSeconds: 30, graceSeconds: 5, updateEverySeconds: 60 }
                  - { name: Bags, kind: abandoned, afterSeconds: 60, ownerDistance: 2 }
                  - { name: Statue, kind: removed, polygon: [[0, 0], [1, 0], [1, 1]], afterSeconds: 3 }
                  - { name: Square, kind: crowd, levels: [10, 20], gathering: { objects: 10, withinSeconds: 60 } }
                  - { name: Lane, kind: wrong-way, direction: 90, severity: alarm }
                  - { name: Limit, kind: speed, limitKmh: 30, debounceSeconds: 1 }
                  - { name: Run, kind: running, limitKmh: 12 }
                  - { name: Bay, kind: parking, afterSeconds: 60, stayMaxSeconds: 3600 }
                  - { name: Lock, kind: tailgating, line: [[0, 0.5], [1, 0.5]], withinSeconds: 2 }
                  - { name: Visitors, kind: count, everySeconds: 300 }
                  - { name: Wanted, kind: plate-list, lists: [stolen] }
                  - name: Health
                    kind: scene
                    faults: [blurred, signal-lost]
                    schedule:
                      timeZone: Europe/Berlin
                      holidays: [2026-12-25]
                      windows:
                        - { days: [weekdays], from: "08:00", to: "18:00" }
                        - { days: [sat, holiday], from: "22:00", to: "05:00" }
                ground:
                  points: [[0.3, 0.4], [0.7, 0.4], [0.9, 0.9], [0.1, 0.9]]
                  distances:
                    - { from: 0, to: 1, meters: 6 }
                    - { from: 1, to: 2, meters: 20 }
                    - { from: 2, to: 3, meters: 6 }
                    - { from: 3, to: 0, meters: 20 }
                    - { from: 0, to: 2, meters: 20.88 }
            """);
        Assert.Equal(Enum.GetValues<RuleKind>(), rules.Rules.Select(r => r.Kind));
        Assert.Equal((CrossingMode.Left, new RateLimit(5, TimeSpan.FromMinutes(1))), (rules.Rules[0].In, rules.Rules[0].RateLimit));
        Assert.Equal([10, 20], rules.Rules[5].Levels);
        ScheduleSettings hours = rules.Rules[^1].Schedule!;
        Assert.Equal((ScheduleDays.Saturday | ScheduleDays.Holiday, new TimeOnly(22, 0)), (hours.Windows[1].Days, hours.Windows[1].From));
        RuleSet set = RuleSet.Build(rules, [.. Actor.Labels, "handbag", "suitcase"], "camera gate");
        Assert.Equal(14, set.Rules.Select(r => r.Hash).Distinct().Count());
        Assert.Equal(["backpack", "handbag", "suitcase"], set.TrackedLabels);
    }

    [Fact]
    public void Faults_are_told_with_their_lines_all_at_once()
    {
        SettingsException refused = Assert.Throws<SettingsException>(() => Read(
            """
                rules:
                  - { name: Gate, kind: line, line: [[0.5, 0.5], [0.5, 0.5]] }
                  - { name: Yard, kind: zone, polygon: [[0, 0], [1, 1], [1, 0], [0, 1]], limitKmh: 30 }
                  - name: Day
                    kind: loitering
                    schedule:
                      windows: [{ days: [mon], from: "08:00", to: "12:00" }, { days: [weekdays], from: "11:00", to: "13:00" }]
                      timeZone: Mars/Olympus
                  - { name: Speed, kind: speed, limitKmh: 30 }
                  - { name: Gatee, kind: lines }
            """));
        Assert.Contains("settings.yaml:8: cameras[0].rules[0].line", refused.Message, StringComparison.Ordinal);
        Assert.Contains("settings.yaml:9: cameras[0].rules[1].polygon", refused.Message, StringComparison.Ordinal);
        Assert.Contains("settings.yaml:9: cameras[0].rules[1].limitKmh: there is no such setting", refused.Message, StringComparison.Ordinal);
        Assert.Contains("cameras[0].rules[2].afterSeconds: this setting is missing", refused.Message, StringComparison.Ordinal);
        Assert.Contains("overlaps windows[0]", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Mars/Olympus", refused.Message, StringComparison.Ordinal);
        Assert.Contains("cameras[0].rules[4].kind", refused.Message, StringComparison.Ordinal);
    }

    private static CameraRules Read(string rules)
    {
        string folder = Directory.CreateTempSubdirectory("rules").FullName;
        try
        {
            string path = Path.Combine(folder, "settings.yaml");
            File.WriteAllText(path, Head + rules + "\n");
            return SettingsFile.Load(path).Cameras[0].Rules;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
