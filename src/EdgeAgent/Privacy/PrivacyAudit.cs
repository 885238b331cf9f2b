using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>
/// Records that the protection of persons or plates has changed, since the last start or while the agent runs: an audit record in the device's own log, before
/// anything is seen under the new policy.
/// </summary>
/// <param name="store">Takes the record.</param>
/// <param name="file">Remembers the policy that holds.</param>
/// <param name="platePurpose">Why plates are read; null: they are not.</param>
/// <param name="start">Number of this start, for the ids of records.</param>
internal sealed class PrivacyAudit(ICommandStore store, string file, string? platePurpose, long start)
{
    private const string Usual = "faces blurred, plates off";

    private int _records;

    /// <summary>Compares and records.</summary>
    /// <param name="cameras">As they are about to be.</param>
    /// <returns>What was recorded; null: nothing has changed.</returns>
    internal async Task<string?> RecordAsync(IReadOnlyList<CameraSettings> cameras)
    {
        string policy = string.Join("; ", cameras.Select(c => $"{c.Name}: {Describe(c)}"));
        string? before = File.Exists(file) ? await File.ReadAllTextAsync(file) : null;
        bool isUsual = cameras.All(c => Describe(c) == Usual);
        if (policy == before || (before is null && isUsual)) return null;
        string detail = before is null ? policy : $"{policy} (before: {before})";
        // First the record: a policy that is remembered without one would never be told.
        string id = $"privacy-{start}-{++_records}";
        if (!await store.BeginCommandAsync(id, [], new EventAudit("privacy", id, "settings", "done", detail)))
            throw new InvalidOperationException($"the audit record {id} is in the store already");
        string part = file + ".part";
        await File.WriteAllTextAsync(part, policy);
        File.Move(part, file, overwrite: true);
        return detail;
    }

    private string Describe(CameraSettings camera)
    {
        CameraMasking masking = CameraMasking.Of(camera, camera.Privacy.Plates == PlatePrivacy.Off ? null : platePurpose);
        string roles = string.Join(" and ", masking.Policy.FacesKeptIn.Order().Select(MaskingPolicy.WireName));
        string faces = roles.Length == 0 ? "faces blurred" : $"faces kept in {roles}";
        string purpose = masking.Events.Purpose is { } why ? $", purpose {why}" : "";
        return $"{faces}, plates {masking.Events.Plates}{purpose}";
    }
}
