using System.Globalization;
using System.Numerics;
using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Objects;
using SafeCity.Edge.Inference.Frames;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>
/// Objects that are faster than a limit for a while: on the calibrated ground or, for persons that run, by their own height where the
/// ground is not known (taken to be 1.7 m, good for motion across the view).
/// </summary>
internal sealed class SpeedRule : ObjectRule<SpeedState>
{
    private const double PersonMeters = 1.7;
    private static readonly TimeSpan DebounceUsual = TimeSpan.FromSeconds(0.5);

    private readonly RegionWatch _region;
    private readonly double _limit;
    private readonly TimeSpan _debounce;
    private double _fastest;

    internal SpeedRule(RuleContext context)
        : base(context)
    {
        _region = new RegionWatch(context);
        _limit = context.Settings.LimitKmh!.Value / 3.6;
        _debounce = context.Settings.Debounce ?? DebounceUsual;
    }

    internal override string Display => string.Create(CultureInfo.InvariantCulture, $"max {_fastest * 3.6:0} km/h");

    protected override void Step(ObjectSlot slot, ref SpeedState state, in RuleFrame frame)
    {
        if (!slot.HasStep) return;
        if (!_region.Contains(slot))
        {
            End(slot, ref state, frame, (slot.Time, GoneReason.Over));
            state = default;
            Explain(slot, frame, RuleVerdict.OutsideRegion);
            return;
        }
        Vector2 place = PlaceOf(slot);
        if (!float.IsFinite(place.X) || slot.IsNew)
        {
            state.Way = default;
            if (!float.IsFinite(place.X)) Explain(slot, frame, RuleVerdict.NotMeasured);
        }
        if (float.IsFinite(place.X)) state.Way.Add(slot.Time, place);
        if (!state.Way.TryVelocity(out Vector2 velocity)) return;
        Judge(slot, ref state, frame, velocity.Length() * UnitOf(slot));
    }

    protected override void End(ObjectSlot slot, ref SpeedState state, in RuleFrame frame, (MediaTime At, GoneReason Reason) end)
    {
        if (state.Fast.IsOpen) Close(ref state.Fast, frame, Describe(slot, frame, (RulePhase.Ended, end.At), state.Fast.Peak) with { Reason = end.Reason });
    }

    private void Judge(ObjectSlot slot, ref SpeedState state, in RuleFrame frame, double speed)
    {
        bool isFast = speed > _limit;
        if (state.Fast.IsOpen) state.Fast.Peak = Math.Max(state.Fast.Peak, speed);
        if (isFast == state.Fast.IsOpen)
        {
            state.IsChanging = false;
            Explain(slot, frame, isFast ? RuleVerdict.Lasts : RuleVerdict.BelowLimit, speed, _limit);
            return;
        }
        if (!state.IsChanging) (state.IsChanging, state.ChangingSince) = (true, slot.Time);
        if (slot.Time - state.ChangingSince < _debounce || !slot.IsReal)
        {
            Explain(slot, frame, RuleVerdict.Debounced, speed, _limit);
            return;
        }
        state.IsChanging = false;
        if (!isFast)
        {
            End(slot, ref state, frame, (state.ChangingSince, GoneReason.Over));
            return;
        }
        _fastest = Math.Max(_fastest, speed);
        bool told = Open(ref state.Fast, frame, state.ChangingSince, Describe(slot, frame, (RulePhase.Started, slot.Time), speed));
        Explain(slot, frame, told ? RuleVerdict.Fired : RuleVerdict.RateLimited, speed, _limit);
    }

    private Vector2 PlaceOf(ObjectSlot slot) => Context.Ground is { } ground
        ? ground.ToMeters(new Vector2(slot.Foot.X / Context.Aspect, slot.Foot.Y))
        : slot.Point(Context.Settings.Reference);

    // Metres of one unit of a place.
    private double UnitOf(ObjectSlot slot) => Context.Ground is null ? PersonMeters / Math.Max(slot.Size.Y, 1e-3f) : 1;

    private RuleEvent Describe(ObjectSlot slot, in RuleFrame frame, (RulePhase Phase, MediaTime At) told, double speed) => Event(frame, told.Phase, told.At, slot) with
    {
        Measure = new RuleMeasure("speed", "m/s", speed, _limit) { RelativeError = Context.Ground?.RelativeError },
        State = Context.Definition.Kind == RuleKind.Running ? (Context.Ground is null ? "running-estimated" : "running") : null,
    };
}
