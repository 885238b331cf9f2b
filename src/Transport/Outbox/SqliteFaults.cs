using Microsoft.Data.Sqlite;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>SQLite's result codes (sqlite.org/rescode.html) as the outbox's faults, in one place.</summary>
internal static class SqliteFaults
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    internal static OutboxException Translate(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        Busy or Locked => new(OutboxErrorKind.Busy,
            $"another program holds the outbox {path}: close it (a backup or an SQLite shell?), the agent then goes on", e),
        ReadOnly => UnwritableFile(path, e),
        CannotOpen => new(OutboxErrorKind.ReadOnly,
            $"the outbox {path} cannot be opened: make the file and its folder readable and writable for the agent's user", e),
        Corrupt => Damaged(path, e.Message, e),
        NotADatabase => NotSqlite(path, e),
        Full => new(OutboxErrorKind.DiskFull,
            $"no room for the outbox {path}: free space on its medium, or let the uplink drain it; nothing recorded before is lost", e),
        InputOutput => new(OutboxErrorKind.StorageFault,
            $"the medium of the outbox {path} reports a fault ({e.Message}): check the disk and its cable or card", e),
        _ => new(OutboxErrorKind.StorageFault, $"the outbox {path} reports a fault: {e.Message}; see the agent's log, then restart it", e),
    };

    internal static OutboxException UnwritableFile(string path, Exception? inner) => new(OutboxErrorKind.ReadOnly,
        $"the outbox {path} cannot be written:" +
        " give the agent's user write access to the file and its folder, or name another place", inner);

    internal static OutboxException Damaged(string path, string finding, Exception? inner) => new(OutboxErrorKind.Corrupt,
        $"the outbox {path} is damaged ({finding.TrimEnd('.')}):" +
        " move the file away (keep it for recovery), the agent then starts a new one", inner);

    internal static OutboxException NotSqlite(string path, Exception? inner) => new(OutboxErrorKind.NotADatabase,
        $"the outbox {path} is not an SQLite database: name another file, or move this one away, and the agent makes a new outbox", inner);
}
