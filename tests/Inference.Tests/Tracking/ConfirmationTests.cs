using SafeCity.Edge.Inference.Frames;
using SafeCity.Edge.Inference.Tracking;

namespace SafeCity.Edge.Inference.Tests.Tracking;

public class ConfirmationTests
{
    private static readonly TrackerOptions Options = new();

    [Fact]
    public void What_stands_still_must_be_sure_and_what_moves_need_not()
    {
        Scene scene = new(Options, 10);
        scene.Run(10, t => [Scene.At(0.2, 0.3, 0.42f), Scene.At(0.1 + (0.05 * t), 0.6, 0.421f), Scene.At(0.8, 0.9, 0.5f)]);
        Assert.Equal(
            [(0.2, TrackState.Tentative), (0.6, TrackState.Confirmed), (0.8, TrackState.Confirmed)],
            scene.Tracker.Active.Select(t => (Math.Round(t.Box.CenterX, 1), t.State)).Order());
    }

    [Fact]
    public void Once_believed_a_track_stays_so_on_weak_scores()
    {
        Scene scene = new(Options, 10);
        scene.Run(1, _ => [Scene.At(0.5, 0.5, 0.6f)]).Run(20, _ => [Scene.At(0.5, 0.5, 0.36f)]);
        Assert.Equal([1], scene.Confirmed);
    }

    [Fact]
    public void What_flickers_is_not_believed()
    {
        Scene scene = new(Options, 10);
        scene.Run(20, t => (int)Math.Round(t * 10) % 3 == 0 ? [Scene.At(0.5, 0.5, 0.9f)] : []);
        Assert.Empty(scene.Confirmed);
        Scene steadier = new(Options, 10);
        steadier.Run(20, t => (int)Math.Round(t * 10) % 3 != 0 ? [Scene.At(0.5, 0.5, 0.9f)] : []);
        Assert.Single(steadier.Tracker.Active, t => t.State != TrackState.Tentative);
    }

    [Fact]
    public void An_identity_is_made_once_a_real_track_from_the_time_it_was_first_seen()
    {
        List<double> asked = [];
        Tracker tracker = new(Options, start =>
        {
            asked.Add(start.Seconds);
            return new Guid(asked.Count, 0, 0, new byte[8]);
        });
        for (int frame = 0; frame < 20; frame++)
        {
            tracker.Update(
                new MediaTime(frame * 100_000_000L),
                [Scene.At(0.2, 0.5, 0.42f), .. frame >= 5 ? [Scene.At(0.8, 0.5)] : Array.Empty<DetectedObject>()]);
        }
        Assert.Equal([0.5], asked);
        Assert.Equal([Guid.Empty, new Guid(1, 0, 0, new byte[8])], tracker.Active.Select(t => t.Identity));
    }
}
