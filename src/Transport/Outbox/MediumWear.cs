using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>How much the store writes. SQLite counts the pages that leave its cache for the journal; a checkpoint writes each once more.</summary>
internal sealed class MediumWear
{
    // SQLITE_DBSTATUS_CACHE_WRITE; sqlite3_db_status is safe to call beside the writer, SQLite serialises it.
    private const int PagesWritten = 9;

    private const int WritesOfAPage = 2;

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly long _pageBytes;

    internal MediumWear(SqliteConnection connection, TimeProvider time)
    {
        (_connection, _time, _start) = (connection, time, time.GetTimestamp());
        using SqliteCommand size = Sql.Command(connection, "PRAGMA page_size");
        _pageBytes = (long)size.ExecuteScalar()!;
    }

    /// <summary>Bytes in a day at the pace since the start; of the first minute, as if a minute had passed.</summary>
    internal long BytesPerDay
    {
        get
        {
            // A store that is being closed has no handle any more.
            if (_connection.Handle is not { IsInvalid: false } handle) return 0;
            _ = raw.sqlite3_db_status(handle, PagesWritten, out int pages, out _, 0);
            double days = Math.Max(_time.GetElapsedTime(_start).TotalDays, 1.0 / (24 * 60));
            return (long)(pages * _pageBytes * WritesOfAPage / days);
        }
    }
}
