using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>A platform listens to this device: what nobody listens to, a broker throws away.</summary>
internal sealed class BrokerSubscriberCheck : BoxCheck
{
    public override string Id => "broker-subscriber";

    public override string Title => "somebody subscribes";

    protected override async Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Settings is not { } settings) return Skip("the settings are at fault");
        if (settings.Broker.Protocol == MqttProtocol.V311) return Skip("MQTT 3.1.1 does not tell whether somebody subscribes");
        BrokerProbeResult result = await context.BrokerAsync(settings, stop);
        if (result.Fault is not null) return Skip("the broker was not reached");
        if (result.Reason != NoSubscriber) return Fine($"somebody subscribes below {settings.Identity.TopicRoot}");
        return Warn($"nobody subscribes to {settings.Identity.TopicRoot}/# (reason 0x10)", "the platform is not running, or subscribes to other topics", "start the platform, or 'safecity-edge subscribe' to see events; they are kept until then");
    }

    private const int NoSubscriber = 0x10;
}
