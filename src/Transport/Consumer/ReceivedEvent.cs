using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>An event in its place.</summary>
/// <param name="Name">Device, log and sequence.</param>
/// <param name="Event">The event.</param>
/// <param name="Body">Its exact bytes, as they arrived.</param>
public sealed record ReceivedEvent(RecordName Name, CloudEvent Event, ReadOnlyMemory<byte> Body);
