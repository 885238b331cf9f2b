using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SafeCity.Edge.Agent.Cli;

/// <summary>The library's help, then examples and exit codes: what a person looks for.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly string[] EvalDetection =
    [
        "safecity-edge eval detection --coco instances.json --images pictures --report report",
        "safecity-edge eval detection --yolo labels/val --images images/val --model centernet-512x512 --fit stretch --json",
    ];

    private static readonly string[] EvalTracking =
    [
        "safecity-edge eval tracking --truth gt/gt.txt --detections det/det.txt --rate 30 --size 1920x1080",
        "safecity-edge eval tracking --truth MOT17/train --detections MOT17/train --report report",
        "safecity-edge eval tracking --truth MOT17/train --tracks results",
    ];

    private static readonly string[] EvalCount =
    [
        "safecity-edge eval count --clip walkers.avi --truth counts.json --regions",
        "safecity-edge eval count --clip walkers.avi --truth counts.json --tiles 2",
    ];

    private static readonly string[] EvalPlates =
    [
        "safecity-edge eval plates --images plates/eu --region eu --report report",
        "safecity-edge eval plates --crops plates/crops --region cn --json",
    ];

    private static readonly string[] EvalFaces = ["safecity-edge eval faces --imglab faces.xml --report report", "safecity-edge eval faces --imglab faces.xml --look heads --json"];

    private static readonly string[] Config =
    [
        "safecity-edge config sample > settings.yaml",
        "safecity-edge config check settings.yaml",
        "safecity-edge config set broker.host broker.example --config settings.yaml",
        "safecity-edge config set-secret cam1 --config settings.yaml",
        "safecity-edge config apply --config settings.yaml",
    ];

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (string example in ExamplesOf(parseResult.CommandResult.Command)) output.WriteLine("  " + example);
        output.WriteLine();
        output.WriteLine(ExitCode.Help);
        return code;
    }

    /// <summary>What a person would type; one line an example.</summary>
    internal static IReadOnlyList<string> ExamplesOf(Command command) => NameOf(command) switch
    {
        RunCommand.Name =>
        [
            "safecity-edge run --config settings.yaml",
            "safecity-edge run --source clip.avi --speed max",
            "safecity-edge run --source rtsp://user:password@192.0.2.7/stream1 --transport tcp --broker broker.example:1883",
            "safecity-edge run --source clip.avi --consumer platform --seal-key seal.pem",
            "safecity-edge run --source rtsp://user:password@192.0.2.7/sub --main-source rtsp://user:password@192.0.2.7/main",
        ],
        DetectCommand.Name => ["safecity-edge detect street.jpg", "safecity-edge detect --json --output marked *.jpg"],
        SubscribeCommand.Name =>
        [
            "safecity-edge subscribe --broker broker.example:1883",
            "safecity-edge subscribe --json | jq .data.object",
            "safecity-edge subscribe --store platform.db --consumer platform",
        ],
        OutboxCommand.Name => ["safecity-edge outbox check --data /var/lib/safecity-edge", "safecity-edge outbox list", "safecity-edge outbox export --output saved --key seal.pem.pub"],
        VerifyCommand.Name => ["safecity-edge verify saved --partial --key seal.pem.pub", "safecity-edge verify platform.db --device acme/harbour/d7f3a1 --key seal.pem.pub"],
        ReportCommand.Name => ["safecity-edge report run.json subscriber.json"],
        EvalCommand.Name => [.. EvalDetection, .. EvalTracking, .. EvalCount, .. EvalPlates, .. EvalFaces],
        EvalDetectionCommand.Name => EvalDetection,
        EvalTrackingCommand.Name => EvalTracking,
        EvalCountCommand.Name => EvalCount,
        EvalPlatesCommand.Name => EvalPlates,
        EvalFacesCommand.Name => EvalFaces,
        ConfigCommand.Name => Config,
        StatusCommand.Name => ["safecity-edge status", "safecity-edge status --json --data /var/lib/safecity-edge"],
        DoctorCommand.Name => ["safecity-edge doctor", "safecity-edge doctor --config settings.yaml --json --warnings-as-errors", "safecity-edge doctor --only camera-stream broker-round-trip"],
        TestAlarmCommand.Name => ["safecity-edge test-alarm", "safecity-edge test-alarm --camera cam1 --config settings.yaml"],
        SetupCommand.Name => ["safecity-edge setup", "safecity-edge setup --config settings.yaml < answers.txt"],
        DiscoverCommand.Name => ["safecity-edge discover", "safecity-edge discover --json --wait-seconds 5"],
        SupportBundleCommand.Name => ["safecity-edge support-bundle --output box-17.tar.gz"],
        CompletionCommand.Name => ["safecity-edge completion bash > /etc/bash_completion.d/safecity-edge"],
        ManCommand.Name => ["safecity-edge man | man -l -"],
        TailCommand.Name => ["safecity-edge tail", "safecity-edge tail --json --camera cam1 --count 1"],
        SnapshotCommand.Name => ["safecity-edge snapshot --camera cam1 --overlay --output cam1.jpg"],
        VersionCommand.Name => ["safecity-edge version", "safecity-edge version --json"],
        _ => ["safecity-edge run --source clip.avi --broker 127.0.0.1:1883", "safecity-edge subscribe", "safecity-edge detect street.jpg", "safecity-edge version"],
    };

    // A verb below config or outbox shows the examples of these.
    private static string NameOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault(p => p.Name is ConfigCommand.Name or OutboxCommand.Name)?.Name ?? command.Name;
}
