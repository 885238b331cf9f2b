using Microsoft.Data.Sqlite;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>How full the store is against its own limit. Writer thread only.</summary>
internal sealed class StoreUsage : IDisposable
{
    private readonly SqliteCommand _pages;
    private readonly SqliteCommand _free;
    private readonly long _pageBytes;
    private readonly long _bytesMax;
    private long _used;

    internal StoreUsage(SqliteConnection connection, OutboxOptions options)
    {
        _pages = Sql.Command(connection, "PRAGMA page_count");
        _free = Sql.Command(connection, "PRAGMA freelist_count");
        using SqliteCommand size = Sql.Command(connection, "PRAGMA page_size");
        _pageBytes = (long)size.ExecuteScalar()!;
        _bytesMax = options.StoreBytesMax;
        _ = Look();
    }

    /// <summary>Bytes that may be used.</summary>
    internal long BytesMax => _bytesMax;

    /// <summary>Share of the limit at the last look, 0 to 1; from any thread.</summary>
    internal double Share => (double)Interlocked.Read(ref _used) / _bytesMax;

    /// <summary>Bytes of pages in use, the running transaction included.</summary>
    internal long Look()
    {
        long used = ((long)_pages.ExecuteScalar()! - (long)_free.ExecuteScalar()!) * _pageBytes;
        Interlocked.Exchange(ref _used, used);
        return used;
    }

    public void Dispose()
    {
        _pages.Dispose();
        _free.Dispose();
    }
}
