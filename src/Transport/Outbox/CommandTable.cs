using Microsoft.Data.Sqlite;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>Replies of commands. Writer thread only, inside its transaction.</summary>
internal sealed class CommandTable(SqliteConnection connection) : IDisposable
{
    // A repetition comes within minutes; a thousand commands are weeks.
    private const int RepliesMax = 1000;

    private readonly SqliteCommand _first = Sql.Command(connection,
        "INSERT INTO command (command_id, reply, at_ms) VALUES ($id, $reply, $now) ON CONFLICT DO NOTHING", "$id", "$reply", "$now");
    private readonly SqliteCommand _next = Sql.Command(connection,
        "UPDATE command SET reply = $reply, at_ms = $now WHERE command_id = $id", "$id", "$reply", "$now");
    private readonly SqliteCommand _trim = Sql.Command(connection,
        $"DELETE FROM command WHERE rowid <= (SELECT max(rowid) FROM command) - {RepliesMax}");

    /// <summary>False when it is the first reply and there is one, or a later one and there is none.</summary>
    internal bool Store(string commandId, byte[] reply, bool isFirst, long nowMs)
    {
        bool stored = Sql.Run(isFirst ? _first : _next, commandId, reply, nowMs) > 0;
        _ = Sql.Run(_trim);
        return stored;
    }

    public void Dispose()
    {
        _first.Dispose();
        _next.Dispose();
        _trim.Dispose();
    }
}
