namespace SafeCity.Edge.Transport.Contract;

/// <summary>An object as it was seen best.</summary>
/// <param name="Id">Small number, unique within the boot and the camera; the track's UUID is the event's subject.</param>
/// <param name="Classes">What it is, from the general to the particular.</param>
/// <param name="Box">Where it is.</param>
/// <param name="Attributes">What it looks like; null if not looked at.</param>
/// <param name="Motion">How it moves; null if not measured.</param>
public sealed record EventObject(
    long Id, IReadOnlyList<EventClass> Classes, EventBox Box, EventAttributes? Attributes = null, EventMotion? Motion = null);
