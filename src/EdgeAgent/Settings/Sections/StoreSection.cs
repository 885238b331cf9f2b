using SafeCity.Edge.Agent.Settings.Yaml;

namespace SafeCity.Edge.Agent.Settings.Sections;

/// <summary><c>store</c>: where records wait, how many and how long.</summary>
internal static class StoreSection
{
    internal const string FolderDefault = "data";

    internal static (string Folder, StoreSettings Store, string? SealKey) Bind(YamlMap map)
    {
        StoreSettings defaults = new();
        string folder = map.Optional("folder", Scalars.Path, FolderDefault, "folder of the store; relative paths begin at this file's folder");
        string? sealKey = map.OptionalOrNull("sealKeyFile", Scalars.Path, "seal what is recorded with the key in this file; it is made when it is not there");
        StoreSettings store = new()
        {
            BytesMax = map.Optional("maxMegabytes", Scalars.Integer(64, 1 << 20), StoreSettings.BytesMaxDefault >> 20, "size of the store, in MiB; above it the least important is dropped and a tombstone says so") << 20,
            EventRetention = map.Optional("eventRetentionHours", Scalars.Hours(1, 8760), defaults.EventRetention, "how long events wait"),
            KeyFrameRetention = map.Optional("keyFrameRetentionHours", Scalars.Hours(1, 8760), defaults.KeyFrameRetention, "how long key frames wait"),
        };
        return (map.PathOf(folder), store, sealKey is null ? null : map.PathOf(sealKey));
    }
}
