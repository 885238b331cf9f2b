namespace SafeCity.Edge.Agent.Doctor.Checks;

/// <summary>The broker's certificate has begun and not ended by the box's clock: MQTT itself tells no time.</summary>
internal sealed class BrokerClockCheck : BoxCheck
{
    public override string Id => "broker-clock";

    public override string Title => "clock of the box against the broker";

    protected override Task<CheckResult> LookAsync(DoctorContext context, CancellationToken stop)
    {
        if (context.Settings is not { } settings) return Task.FromResult(Skip("the settings are at fault"));
        return Task.FromResult(settings.Broker.Tls is null
            ? Skip("MQTT tells no time; without TLS there is nothing to compare with")
            : Skip("MQTT tells no time; a clock that is far off shows in the check 'broker-tls'"));
    }
}
