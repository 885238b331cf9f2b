using SafeCity.Edge.Agent.Doctor.Checks;

namespace SafeCity.Edge.Agent.Doctor;

/// <summary>All checks, in the order in which a technician would look: what is below comes first.</summary>
internal static class CheckUp
{
    internal static IReadOnlyList<ICheck> All { get; } =
    [
        new SettingsCheck(), new LibrariesCheck(), new ModelFilesCheck(), new ModelSelfTestCheck(), new TimeSourceCheck(), new TemperatureCheck(), new MemoryCheck(),
        new DiskSpaceCheck(), new DiskLatencyCheck(), new DiskWearCheck(), new OutboxIntegrityCheck(), new OutboxAgeCheck(), new NameServerCheck(), new CameraReachableCheck(),
        new CameraStreamCheck(), new CameraCodecCheck(), new CameraKeyFramesCheck(), new CameraRateCheck(), new CameraClockCheck(), new CameraDecodeCheck(),
        new InferenceTimeCheck(), new BrokerTlsCheck(), new BrokerRoundTripCheck(), new BrokerSubscriberCheck(), new BrokerClockCheck(), new DeviceCertificateCheck(), new PrivacyCheck(),
        new AgentCheck(),
    ];

    /// <summary>Runs them one after the other: two at once would disturb each other's measurements.</summary>
    internal static async IAsyncEnumerable<CheckResult> RunAsync(
        IEnumerable<ICheck> checks, DoctorContext context, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        foreach (ICheck check in checks)
            foreach (CheckResult result in await check.RunAsync(context, stop)) yield return result;
    }
}
