using System.Globalization;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The broker takes a message of this device and acknowledges it.</summary>
internal sealed class BrokerRoundTripCheck : BoxCheck
{
    public override string Id => "broker-round-trip";

    public override string Title => "publication and acknowledgement";

    protected override async Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Settings is not { } settings) return Skip("the settings are at fault");
        BrokerProbeResult result = await context.BrokerAsync(settings, stop);
        if (result.Fault is { } fault) return Fail(fault, "the broker is away, or user, password or certificate are wrong", "check host, port, user and password in the settings, and the broker's log");
        if (result.Reason is >= RefusedFrom)
            return Fail(string.Create(CultureInfo.InvariantCulture, $"the broker refuses messages below {settings.Identity.TopicRoot} (reason 0x{result.Reason:X2})"), "its access list does not let this device publish there", "allow the device to publish to its own topics: sc1/ORG/SITE/NAME/#");
        string text = string.Create(CultureInfo.InvariantCulture, $"connected in {result.Connected!.Value.TotalMilliseconds:0} ms, acknowledged in {result.Acknowledged!.Value.TotalMilliseconds:0} ms");
        return result.Acknowledged > AcknowledgeMax ? Warn(text, "the way to the broker is slow", "look at the uplink; events arrive late, and none is lost") : Fine(text);
    }

    // MQTT 5: from here on a reason code is a failure.
    private const int RefusedFrom = 0x80;
    private static readonly TimeSpan AcknowledgeMax = TimeSpan.FromSeconds(2);
}
