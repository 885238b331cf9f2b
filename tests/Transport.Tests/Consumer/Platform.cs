using SafeCity.Edge.Transport.Consumer;
using Transport.Tests.Outbox;
using ConsumerCore = SafeCity.Edge.Transport.Consumer.Consumer;

namespace Transport.Tests.Consumer;

/// <summary>A consumer with a list of what it was given.</summary>
internal sealed class Platform
{
    internal Platform(Func<ConsumerOptions, ConsumerOptions>? change = null)
    {
        ConsumerOptions options = new() { OnEvent = Events.Add, OnKeyFrame = KeyFrames.Add };
        Core = new ConsumerCore(change is null ? options : change(options), Time);
    }

    internal ManualTime Time { get; } = new();

    internal List<ReceivedEvent> Events { get; } = [];

    internal List<ReceivedKeyFrame> KeyFrames { get; } = [];

    internal ConsumerCore Core { get; }

    internal void Accept(IEnumerable<(string Topic, byte[] Payload)> messages)
    {
        foreach ((string topic, byte[] payload) in messages) Core.Accept(topic, payload);
    }

    internal long Findings(FindingKind kind) => Core.Report.FindingCounts.GetValueOrDefault(kind);
}
