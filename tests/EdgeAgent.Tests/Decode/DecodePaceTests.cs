using SafeCity.Edge.Agent.Decode;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Tests.Decode;

public sealed class DecodePaceTests
{
    private static readonly DecodePaceOptions Options = new();
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(DecodeRate.EveryFrame, "EveryFrame EveryFrame KeyFrames Sampled Sampled")]
    [InlineData(DecodeRate.KeyFrames, "EveryFrame KeyFrames KeyFrames KeyFrames Sampled")]
    [InlineData(DecodeRate.Sampled, "EveryFrame Sampled KeyFrames Sampled Sampled")]
    internal void Every_state_has_its_next_for_every_event(DecodeRate state, string expected)
    {
        IEnumerable<DecodeRate> next = Enum.GetValues<SceneEvent>().Select(happened => DecodePace.After(state, happened));
        Assert.Equal(expected, string.Join(' ', next));
    }

    [Fact]
    public void Nothing_known_means_every_frame()
    {
        DecodePace pace = new(new SceneFeedback(), Options);
        Assert.Equal(DecodeRate.EveryFrame, pace.Decide(100, OneSecond));
    }

    [Fact]
    public void Idle_scene_goes_to_key_frames_after_the_time_set_and_movement_brings_it_back_at_once()
    {
        SceneFeedback feedback = new();
        DecodePace pace = new(feedback, Options);
        Assert.Equal(DecodeRate.EveryFrame, At(20, idle: 9.9));
        Assert.Equal(DecodeRate.KeyFrames, At(20.1, idle: 10));
        Assert.Equal(DecodeRate.EveryFrame, At(22, idle: 0));
        // Idle again: at the earliest five seconds after it woke up, whatever the gate says.
        Assert.Equal(DecodeRate.EveryFrame, At(26.9, idle: 60));
        Assert.Equal(DecodeRate.KeyFrames, At(27, idle: 60));
        Assert.Equal(DecodeRate.EveryFrame, At(28, idle: 60, tracks: 1));

        DecodeRate At(double seconds, double idle, int tracks = 0)
        {
            feedback.Post(new SceneActivity(0, MediaTime.Zero + TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(idle), tracks));
            return pace.Decide(1, OneSecond);
        }
    }

    [Fact]
    public void Seldom_key_frames_are_not_relied_on_and_the_limit_has_two_sides()
    {
        SceneFeedback feedback = new();
        DecodePace pace = new(feedback, Options);
        feedback.Post(new SceneActivity(0, MediaTime.Zero + TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), 0));
        Assert.Equal(DecodeRate.Sampled, pace.Decide(1, null));
        Assert.Equal(DecodeRate.Sampled, pace.Decide(1, TimeSpan.FromSeconds(10)));
        Assert.Equal(DecodeRate.Sampled, pace.Decide(1, TimeSpan.FromSeconds(3.5)));
        Assert.Equal(DecodeRate.KeyFrames, pace.Decide(1, TimeSpan.FromSeconds(3)));
        Assert.Equal(DecodeRate.KeyFrames, pace.Decide(1, TimeSpan.FromSeconds(4)));
        Assert.Equal(DecodeRate.Sampled, pace.Decide(1, TimeSpan.FromSeconds(4.1)));
    }

    [Fact]
    public void Lock_step_takes_what_was_told_of_one_frame_and_not_what_came_later()
    {
        SceneFeedback feedback = new();
        for (int frame = 0; frame < 6; frame++) feedback.Post(new SceneActivity(frame, new MediaTime(frame), TimeSpan.FromSeconds(frame), 0));
        Assert.True(feedback.WaitFor(3, out SceneActivity told));
        Assert.Equal((3, TimeSpan.FromSeconds(3)), (told.Frame, told.IdleFor));
        Assert.False(feedback.WaitFor(1, out _));
        feedback.Complete();
        Assert.False(feedback.WaitFor(6, out _));
    }

    [Fact]
    public void Waiting_thread_goes_on_when_the_frame_was_analysed_or_the_analysis_ends()
    {
        SceneFeedback feedback = new();
        bool first = false, second = true;
        Thread waiting = new(() =>
        {
            first = feedback.WaitFor(7, out _);
            second = feedback.WaitFor(8, out _);
        });
        waiting.Start();
        feedback.Post(new SceneActivity(7, default, default, 0));
        feedback.Complete();
        Assert.True(waiting.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal((true, false), (first, second));
    }
}
