using Microsoft.Data.Sqlite;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>
/// Brings the file of an earlier agent up to <c>schema.sql</c>. Steps only add, so the earlier agent can still work on the file:
/// <c>user_version</c> stays until a step does more than that.
/// </summary>
internal static class OutboxUpgrade
{
    private static readonly (string Table, string Column, string Step)[] Steps =
    [
        ("store", "consumer", "ALTER TABLE store ADD COLUMN consumer TEXT"),
        ("stream", "committed_sequence", "ALTER TABLE stream ADD COLUMN committed_sequence INTEGER NOT NULL DEFAULT 0"),
        ("stream", "sealed_sequence", "ALTER TABLE stream ADD COLUMN sealed_sequence INTEGER NOT NULL DEFAULT 0"),
        ("seal", "last_hash", "CREATE TABLE seal (id INTEGER PRIMARY KEY CHECK (id = 1), last_hash TEXT NOT NULL) STRICT"),
        ("command", "reply",
            "CREATE TABLE command (command_id TEXT PRIMARY KEY, reply BLOB NOT NULL, at_ms INTEGER NOT NULL) STRICT"),
        ("record", "last_sequence", "ALTER TABLE record ADD COLUMN last_sequence INTEGER"),
        ("shed", "reason", """
            CREATE TABLE shed (
                reason TEXT NOT NULL, type TEXT NOT NULL, records INTEGER NOT NULL, PRIMARY KEY (reason, type)
            ) STRICT
            """),
        ("quarantine", "cause", """
            CREATE TABLE quarantine (
                quarantine_id INTEGER PRIMARY KEY, stream_id INTEGER NOT NULL REFERENCES stream (stream_id),
                sequence INTEGER NOT NULL, cause TEXT NOT NULL, aside_ms INTEGER NOT NULL, type TEXT NOT NULL,
                topic TEXT NOT NULL, body BLOB NOT NULL, image BLOB NOT NULL
            ) STRICT
            """),
    ];

    /// <summary>Takes each step that the file lacks, all in one transaction.</summary>
    internal static void Run(SqliteConnection connection)
    {
        OutboxFile.Execute(connection, "BEGIN IMMEDIATE");
        foreach ((string table, string column, string step) in Steps)
        {
            if (!Has(connection, table, column)) OutboxFile.Execute(connection, step);
        }
        OutboxFile.Execute(connection, "COMMIT");
    }

    private static bool Has(SqliteConnection connection, string table, string column)
    {
        using SqliteCommand command = Sql.Command(connection,
            "SELECT count(*) FROM pragma_table_info($table) WHERE name = $column", "$table", "$column");
        return (long)Sql.Scalar(command, table, column)! > 0;
    }
}
