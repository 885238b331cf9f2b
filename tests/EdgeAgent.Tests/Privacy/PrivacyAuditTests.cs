using SafeCity.Edge.Agent.Privacy;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Tests.Privacy;

/// <summary>Turning plates or clear faces on leaves a record in the real store, once.</summary>
public sealed class PrivacyAuditTests : IDisposable
{
    private static readonly CameraSettings Usual = new() { Name = "cam1", Source = VideoSource.Parse("clip.mp4"), Classes = ["person", "car"] };
    private static readonly CameraSettings Plates = Usual with { Privacy = new CameraPrivacy { Plates = PlatePrivacy.On } };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privacy-audit-");
    private readonly Outbox _outbox;

    public PrivacyAuditTests() => _outbox = Outbox.Open(
        new OutboxOptions(Path.Combine(_folder.FullName, "outbox.db"), new DeviceIdentity("acme", "harbour", "d7f3a1")), TimeProvider.System, new SystemRandomBytes());

    public void Dispose()
    {
        _outbox.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_usual_policy_is_no_news() => Assert.Null(await RecordAsync(1, Usual, null));

    [Fact]
    public async Task Turning_plates_on_is_recorded_once_and_turning_them_off_again_too()
    {
        Assert.Equal("cam1: faces blurred, plates kept, purpose toll", await RecordAsync(1, Plates, "toll"));
        Assert.Null(await RecordAsync(2, Plates, "toll"));
        Assert.Equal("cam1: faces blurred, plates off (before: cam1: faces blurred, plates kept, purpose toll)", await RecordAsync(3, Usual, null));
        Assert.Equal(2, _outbox.Counts().EventsRecorded);
    }

    [Fact]
    public async Task Changes_while_the_agent_runs_are_recorded_each()
    {
        PrivacyAudit audit = Audit("toll", 1);
        Assert.NotNull(await audit.RecordAsync([Plates]));
        Assert.NotNull(await audit.RecordAsync([Usual]));
        Assert.NotNull(await audit.RecordAsync([Plates]));
        Assert.Equal(3, _outbox.Counts().EventsRecorded);
    }

    [Fact]
    public async Task Clear_faces_are_recorded_with_their_pictures_and_purpose()
    {
        CameraPrivacy privacy = new() { Faces = FacePrivacy.Kept, FacesKeptIn = [KeyFrameRole.Subject], Purpose = "access" };
        Assert.Equal("cam1: faces kept in subject, plates off, purpose access", await RecordAsync(1, Usual with { Privacy = privacy }, null));
    }

    private Task<string?> RecordAsync(long start, CameraSettings camera, string? purpose) =>
        Audit(purpose, start).RecordAsync([camera]);

    private PrivacyAudit Audit(string? purpose, long start) => new(_outbox, Path.Combine(_folder.FullName, "privacy-policy.txt"), purpose, start);
}
