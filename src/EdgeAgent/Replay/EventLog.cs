using System.Globalization;
using System.Text;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Replay;

/// <summary>Facts as the lines of an event log: the events that a store would hold, without what only a store can give (chain and salt).</summary>
internal sealed class EventLog(DeviceIdentity device, DateTimeOffset start)
{
    private readonly StringBuilder _lines = new();
    private long _sequence;

    /// <summary>Wall time of the first frame.</summary>
    internal DateTimeOffset Start { get; } = start;

    /// <summary>How many facts there are.</summary>
    internal long Count => _sequence;

    /// <summary>All lines, each ended by a line feed.</summary>
    internal string Text => _lines.ToString();

    /// <summary>Adds a fact.</summary>
    internal void Add(Fact fact)
    {
        RecordName name = new(device, new StreamKey(fact.Camera, Start.ToUnixTimeSeconds()), ++_sequence);
        CloudEvent record = new()
        {
            SpecVersion = CloudEvent.SpecVersionText,
            Id = name.Id,
            Source = name.Source,
            Type = string.Create(CultureInfo.InvariantCulture, $"org.safecity.edge.{fact.Type}.v1"),
            Subject = fact.Subject,
            Time = fact.Time,
            RecordedTime = fact.Time,
            DataContentType = CloudEvent.JsonContentType,
            PartitionKey = $"{device.Device}/{fact.Camera}",
            Sequence = name.SequenceText,
            PreviousHash = "",
            Salt = "",
            Data = fact.Data,
        };
        _lines.Append(Encoding.UTF8.GetString(EventText.Write(record))).Append('\n');
    }
}
