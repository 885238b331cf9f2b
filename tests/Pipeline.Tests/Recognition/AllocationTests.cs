using Pipeline.Tests.Support;
using SafeCity.Edge.Agent.Cli;
using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Agent.Sources;
using SafeCity.Edge.Inference.Models;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Integrity;
using SafeCity.Edge.Transport.Outbox;

namespace Pipeline.Tests.Recognition;

/// <summary>The whole pipeline of one camera: once everything that a scene needs has been there, a frame costs no managed memory.</summary>
public sealed class AllocationTests : IDisposable
{
    private const int Times = 4;
    private const int FramesOnce = 150;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task A_frame_allocates_nothing_on_the_threads_that_it_passes_once_the_scene_was_seen()
    {
        string clip = DemoClip.Repeated(_folder.File("repeated.avi"), Times);
        CameraSettings settings = new()
        {
            Name = "cam1",
            Source = VideoSource.Parse(clip),
            Classes = ["person", "car", "truck"],
            Speed = PlaybackSpeed.Max,
            WarmUpFrames = FramesOnce * (Times - 1),
        };
        VisionModelChoice choice = new(Models.Quick, Models.Quick, "blazeface-front-128x128", null, ModelOptions.Options);
        using VisionModels models = VisionModels.Open(ModelStore.Open(Models.Folder), choice, cameras: 1);
        using Outbox outbox = Outbox.Open(
            new OutboxOptions(_folder.File("outbox.db"), new DeviceIdentity("o", "s", "d")), TimeProvider.System, new SystemRandomBytes());
        using CameraPipeline camera = CameraPipeline.Create(
            settings, models.ForCamera(), withOverview: false, new RunServices(outbox, _folder.Path, TimeProvider.System, _ => { }));
        await camera.RunAsync(CancellationToken.None);

        Assert.Equal(FramesOnce * Times, camera.Statistics.FramesAnalysed);
        Assert.True(camera.Statistics.Tracks > 0 && camera.ManagedBytesPerFact > 0, "people were followed and told");
        Assert.Equal(0, camera.ManagedBytesPerFrame);
    }
}
