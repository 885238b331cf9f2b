using SafeCity.Edge.Agent.Pipeline;
using SafeCity.Edge.Agent.Settings.Yaml;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Uplink;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary>The whole settings file.</summary>
internal static class FileSection
{
    internal const int Version = 1;
    internal const string SecretsKey = "secretsFile";
    internal const string SecretsFileDefault = "secrets.yaml";
    private const int CamerasMax = 16;

    internal static RunSettings Bind(YamlMap map)
    {
        map.Required("version", Scalars.Integer(Version, Version), "version of this file's keys; 'safecity-edge config upgrade' rewrites older ones");
        map.Optional(SecretsKey, Scalars.Path, SecretsFileDefault, "file of the secrets that are referred to as ${secret:NAME}");
        DeviceIdentity identity = map.Section("device", DeviceSection.Bind, "who the box is");
        (BrokerOptions broker, string? consumer, string brokerFingerprint) = map.Section("broker", BrokerSection.Bind, "where events go");
        (string folder, StoreSettings store, string? sealKey) = map.SectionOrDefaults("store", StoreSection.Bind, "where records wait until they are delivered");
        (string? models, VisionModelChoice choice) = map.SectionOrDefaults("models", ModelsSection.Bind, "which models look");
        PlatePolicy? plates = map.SectionOrNull("plates", PlatesSection.Bind, "how licence plates are read; without this section they are not");
        string? socket = map.SectionOrNull("control", ControlSection.Bind, "how the running agent is asked from this box");
        HealthSettings health = map.SectionOrDefaults("health", HealthSection.Bind, "how the agent's health can be seen");
        string fingerprint = map.Fingerprint(brokerFingerprint ?? "");
        IReadOnlyList<CameraSettings> cameras = map.List("cameras", CameraSection.Bind, "the cameras of this box", itemsMin: 1, itemsMax: CamerasMax);
        CheckCameras(map, cameras, plates);
        return new RunSettings
        {
            Cameras = cameras,
            Broker = broker,
            Consumer = consumer,
            Identity = identity,
            DataDirectory = folder,
            Store = store,
            ModelsDirectory = models,
            SealKeyFile = sealKey,
            ControlSocketFile = socket,
            Health = health,
            Fingerprint = fingerprint,
            Models = choice is null ? null! : choice with { Plates = plates },
        };
    }

    private static void CheckCameras(YamlMap map, IReadOnlyList<CameraSettings> cameras, PlatePolicy? plates)
    {
        foreach (IGrouping<string, CameraSettings> same in cameras.OfType<CameraSettings>().GroupBy(c => c.Name).Where(g => g.Count() > 1))
            map.Fault("cameras", $"{same.Count()} cameras have the name '{same.Key}': give each its own");
        foreach (CameraSettings camera in cameras.OfType<CameraSettings>().Where(c => c.Privacy.Plates != PlatePrivacy.Off && plates is null))
            map.Fault("cameras", $"camera {camera.Name} is to read plates: add the section 'plates' with region and purpose");
    }
}
