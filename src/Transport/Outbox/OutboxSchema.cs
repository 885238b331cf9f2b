using Microsoft.Data.Sqlite;
using SafeCity.Edge.Transport.Contract;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>Makes the tables in a new file, and checks those of an old one.</summary>
internal static class OutboxSchema
{
    /// <summary>"SCob" in SQLite's header: <c>file</c> and other tools can tell an outbox from other databases.</summary>
    internal const int ApplicationId = 0x53436F62;

    /// <summary>Goes up with each change of <c>schema.sql</c>; older files are brought up by a step each.</summary>
    internal const int Version = 1;

    private const string ResourceName = "SafeCity.Edge.Transport.Outbox.schema.sql";

    /// <exception cref="OutboxException">Newer, or of another program. Nothing has been written.</exception>
    internal static void CheckOwner(SqliteConnection connection, string path)
    {
        if (IsEmpty(connection)) return;
        if (Number(connection, "PRAGMA application_id") != ApplicationId) throw OtherProgram(path);
        long version = Number(connection, "PRAGMA user_version");
        if (version > Version) throw Newer(path, version);
    }

    /// <exception cref="OutboxException">Damaged, or of another device.</exception>
    internal static void Prepare(SqliteConnection connection, string path, DeviceIdentity identity, DateTimeOffset now)
    {
        if (IsEmpty(connection)) Create(connection, identity, now);
        else CheckIntegrity(connection, path);
        OutboxUpgrade.Run(connection);
        CheckIdentity(connection, path, identity);
    }

    /// <summary>The commented statements of <c>schema.sql</c>.</summary>
    internal static string Text()
    {
        using Stream stream = typeof(OutboxSchema).Assembly.GetManifestResourceStream(ResourceName)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Counts an opening; returns how many there were, this one included.</summary>
    internal static long CountBoot(SqliteConnection connection)
    {
        using SqliteCommand command = Sql.Command(connection, "UPDATE store SET boot = boot + 1 RETURNING boot");
        return (long)command.ExecuteScalar()!;
    }

    private static bool IsEmpty(SqliteConnection connection) =>
        Number(connection, "PRAGMA application_id") == 0
        && Number(connection, "PRAGMA user_version") == 0
        && Number(connection, "SELECT count(*) FROM sqlite_schema") == 0;

    // Both pragmas are part of the transaction: a file is either empty or a whole outbox.
    private static void Create(SqliteConnection connection, DeviceIdentity identity, DateTimeOffset now)
    {
        OutboxFile.Execute(connection, $"""
            BEGIN IMMEDIATE;
            {Text()}
            PRAGMA application_id = {ApplicationId};
            PRAGMA user_version = {Version};
            """);
        using SqliteCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO store (id, org, site, device, boot, created_ms) VALUES (1, $org, $site, $device, 0, $now)";
        _ = insert.Parameters.AddWithValue("$org", identity.Org);
        _ = insert.Parameters.AddWithValue("$site", identity.Site);
        _ = insert.Parameters.AddWithValue("$device", identity.Device);
        _ = insert.Parameters.AddWithValue("$now", now.ToUnixTimeMilliseconds());
        _ = insert.ExecuteNonQuery();
        OutboxFile.Execute(connection, "COMMIT");
    }

    // quick_check finds truncation, lost pages and broken rows; it reads the whole file (0.5 s for 256 MB out of the page cache).
    private static void CheckIntegrity(SqliteConnection connection, string path)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        string finding = (string)command.ExecuteScalar()!;
        if (finding != "ok") throw SqliteFaults.Damaged(path, finding.ReplaceLineEndings(" "), null);
    }

    private static void CheckIdentity(SqliteConnection connection, string path, DeviceIdentity identity)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT org, site, device FROM store";
        using SqliteDataReader row = command.ExecuteReader();
        if (!row.Read()) throw SqliteFaults.Damaged(path, "its store row is missing", null);
        string owner = $"{row.GetString(0)}/{row.GetString(1)}/{row.GetString(2)}";
        string wanted = $"{identity.Org}/{identity.Site}/{identity.Device}";
        if (owner == wanted) return;
        throw new OutboxException(OutboxErrorKind.NotThisOutbox,
            $"the outbox {path} holds the records of {owner}, not of {wanted}:" +
            " name another file for this device, or set the old names again");
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static OutboxException OtherProgram(string path) => new(OutboxErrorKind.NotThisOutbox,
        $"the file {path} is an SQLite database of another program, not an outbox: name another file");

    private static OutboxException Newer(string path, long version) => new(OutboxErrorKind.NewerSchema,
        $"the outbox {path} has schema {version} and this agent knows only up to {Version}:" +
        " install the newer agent again, or name another file");
}
