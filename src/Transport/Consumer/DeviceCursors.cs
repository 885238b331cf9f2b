using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>The cursors that a box is to be told now (contract C4).</summary>
/// <param name="Device">The box.</param>
/// <param name="Message">All of its logs.</param>
public sealed record DeviceCursors(DeviceIdentity Device, CursorMessage Message);
