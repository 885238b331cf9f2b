namespace SafeCity.Edge.Native.Tests;

/// <summary>A native room's list of structs and headers; found by reflection, so that each room adds its own file.</summary>
internal interface ILayoutSource
{
    /// <summary>The probes of the room, one a set of headers.</summary>
    IEnumerable<LayoutProbe> Probes();
}
