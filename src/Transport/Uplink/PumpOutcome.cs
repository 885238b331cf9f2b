using SafeCity.Edge.Transport.Native.Mosquitto;

namespace SafeCity.Edge.Transport.Uplink;

/// <summary>What became of a message.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Message">The message.</param>
/// <param name="Reason">The broker's reason; meaningless with a fault.</param>
/// <param name="Fault">Set when there was no answer.</param>
internal readonly record struct PumpOutcome(StreamCursor Stream, PumpMessage Message, MqttReason Reason, Exception? Fault);
