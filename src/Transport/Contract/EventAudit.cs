namespace SafeCity.Edge.Transport.Contract;

/// <summary>That a command was begun or ended (record <c>sys/audit</c>).</summary>
/// <param name="Command">Its name.</param>
/// <param name="CommandId">Its id.</param>
/// <param name="Issuer">Who says that it is from; proven only when it is signed.</param>
/// <param name="Status"><c>accepted</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Detail">What came of it; null before.</param>
/// <param name="KeyId">The operator's key that signed it (SHA-256 of the public key, base64url); null when it was not signed.</param>
public sealed record EventAudit(
    string Command, string CommandId, string Issuer, string Status, string? Detail = null, string? KeyId = null);
