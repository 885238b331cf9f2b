using SafeCity.Edge.Agent.Settings;
using SafeCity.Edge.Transport.Contract;
using SafeCity.Edge.Transport.Outbox;

namespace SafeCity.Edge.Agent.Privacy;

/// <summary>
/// Records that the protection of persons or plates has changed since the last start: an audit record in the device's own log, before
/// anything is seen under the new policy.
/// </summary>
/// <param name="store">Takes the record.</param>
/// <param name="file">Remembers the policy of the last start.</param>
internal sealed class PrivacyAudit(ICommandStore store, string file)
{
    private const string Usual = "faces blurred, plates off";

    /// <summary>Compares and records.</summary>
    /// <param name="cameras">Of this start.</param>
    /// <param name="platePurpose">Why plates are read; null: they are not.</param>
    /// <param name="start">Number of this start, for the record's id.</param>
    /// <returns>What was recorded; null: nothing has changed.</returns>
    internal async Task<string?> RecordAsync(IReadOnlyList<CameraSettings> cameras, string? platePurpose, long start)
    {
        string policy = string.Join("; ", cameras.Select(c => $"{c.Name}: {Describe(c, platePurpose)}"));
        string? before = File.Exists(file) ? await File.ReadAllTextAsync(file) : null;
        bool isUsual = cameras.All(c => Describe(c, platePurpose) == Usual);
        if (policy == before || (before is null && isUsual)) return null;
        string detail = before is null ? policy : $"{policy} (before: {before})";
        // First the record: a policy that is remembered without one would never be told.
        await store.BeginCommandAsync($"privacy-{start}", [], new EventAudit("privacy", $"privacy-{start}", "settings", "done", detail));
        string part = file + ".part";
        await File.WriteAllTextAsync(part, policy);
        File.Move(part, file, overwrite: true);
        return detail;
    }

    private static string Describe(CameraSettings camera, string? platePurpose)
    {
        CameraMasking masking = CameraMasking.Of(camera, camera.Privacy.Plates == PlatePrivacy.Off ? null : platePurpose);
        string roles = string.Join(" and ", masking.Policy.FacesKeptIn.Order().Select(MaskingPolicy.WireName));
        string faces = roles.Length == 0 ? "faces blurred" : $"faces kept in {roles}";
        string purpose = masking.Events.Purpose is { } why ? $", purpose {why}" : "";
        return $"{faces}, plates {masking.Events.Plates}{purpose}";
    }
}
