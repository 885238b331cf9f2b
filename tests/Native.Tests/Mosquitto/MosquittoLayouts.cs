using SafeCity.Edge.Transport.Native.Mosquitto;

namespace SafeCity.Edge.Native.Tests.Mosquitto;

/// <summary>Structs of libmosquitto that we declare.</summary>
internal sealed class MosquittoLayouts : ILayoutSource
{
    public IEnumerable<LayoutProbe> Probes() => [new LayoutProbe("<mosquitto.h>").Add<MosquittoMessage>("struct mosquitto_message")];
}
