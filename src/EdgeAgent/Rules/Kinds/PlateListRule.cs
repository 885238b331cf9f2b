using SafeCity.Edge.Agent.Rules.Explain;
using SafeCity.Edge.Agent.Rules.Objects;

namespace SafeCity.Edge.Agent.Rules.Kinds;

/// <summary>
/// Plates that stand on a list. It rides on the <c>plate</c> event, which carries the rule then: a hit is one event and not two.
/// </summary>
internal sealed class PlateListRule(RuleContext context) : Rule(context)
{
    private int _hits;
    private bool _isOpen;

    internal override string Display => $"{_hits} hits";

    /// <summary>Whether a hit on a list is this rule's, now.</summary>
    internal bool TryHit(string list, int classId)
    {
        IReadOnlyList<string> lists = Context.Settings.Lists;
        bool isOurs = _isOpen && Context.Definition.Classes[classId] && (lists.Count == 0 || lists.Contains(list));
        if (isOurs) _hits++;
        return isOurs;
    }

    internal override void Forget(ObjectSlot slot, in RuleFrame frame)
    {
        // A hit has no end.
    }

    internal override void Drop(ObjectSlot slot)
    {
        // As above.
    }

    internal override void Cease(in RuleFrame frame, GoneReason reason) => _isOpen = false;

    internal override void Save(BinaryWriter writer, IReadOnlyList<int> slots) => writer.Write(_hits);

    internal override void Load(BinaryReader reader, IReadOnlyList<int> slots) => _hits = reader.ReadInt32();

    protected override void Observe(in RuleFrame frame)
    {
        _isOpen = true;
        Explain(ExplainRing.Scene, 0, frame, RuleVerdict.NothingThere);
    }
}
