using Microsoft.Data.Sqlite;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>The checked and locked database file with its two connections. Owns all three.</summary>
internal sealed class OutboxFile : IDisposable
{
    // Long enough for a backup's or a shell's short lock, short enough that a stuck one becomes a fault.
    private const int BusyTimeoutMs = 5000;

    // The empty tables and some room.
    private const long PagesMin = 16;

    private const long JournalBytesMax = 16 * 1024 * 1024;

    private static ReadOnlySpan<byte> SqliteMagic => "SQLite format 3\0"u8;

    private readonly OutboxLock _lock;

    private OutboxFile(string path, OutboxLock taken, SqliteConnection writer, SqliteConnection reader)
    {
        Path = path;
        _lock = taken;
        Writer = writer;
        Reader = reader;
    }

    internal string Path { get; }

    /// <summary>Belongs to the writer thread.</summary>
    internal SqliteConnection Writer { get; }

    /// <summary>Belongs to <see cref="OutboxReader"/>.</summary>
    internal SqliteConnection Reader { get; }

    /// <exception cref="OutboxException">Any fault of the file; what was opened is closed again.</exception>
    internal static OutboxFile Open(OutboxOptions options, DateTimeOffset now)
    {
        SQLitePCL.Batteries_V2.Init();
        string path = System.IO.Path.GetFullPath(options.Path);
        CreateFolder(path);
        OutboxLock taken = OutboxLock.Take(path);
        SqliteConnection? writer = null;
        SqliteConnection? reader = null;
        try
        {
            CheckHeader(path);
            writer = Connect(path, SqliteOpenMode.ReadWriteCreate);
            // Whose file it is comes first: the next step already writes into it.
            OutboxSchema.CheckOwner(writer, path);
            MakeDurable(writer, options);
            OutboxSchema.Prepare(writer, path, options.Identity, now);
            reader = Connect(path, SqliteOpenMode.ReadOnly);
            return new OutboxFile(path, taken, writer, reader);
        }
        catch (Exception e)
        {
            reader?.Dispose();
            writer?.Dispose();
            taken.Dispose();
            if (e is SqliteException fault) throw SqliteFaults.Translate(fault, path);
            throw;
        }
    }

    public void Dispose()
    {
        Reader.Dispose();
        Writer.Dispose();
        _lock.Dispose();
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }

    private static void CreateFolder(string path)
    {
        string folder = System.IO.Path.GetDirectoryName(path)!;
        try
        {
            _ = Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutboxException(OutboxErrorKind.ReadOnly,
                $"the folder {folder} for the outbox cannot be made ({e.Message.TrimEnd('.')}):" +
                " create it for the agent's user, or name another place", e);
        }
    }

    // Before SQLite sees the file: SQLite opens a file that it may not write without a word, and takes an empty one for a new one.
    private static void CheckHeader(string path)
    {
        if (Directory.Exists(path)) throw SqliteFaults.NotSqlite(path, null);
        if (!File.Exists(path)) return;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            Span<byte> header = stackalloc byte[SqliteMagic.Length];
            int length = file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
            if (length > 0 && !header[..length].SequenceEqual(SqliteMagic)) throw SqliteFaults.NotSqlite(path, null);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw SqliteFaults.UnwritableFile(path, e);
        }
    }

    // FULL: the commit is on the medium when it returns (contract D1); in WAL mode NORMAL would lose the last ones at a power cut.
    private static void MakeDurable(SqliteConnection writer, OutboxOptions options) => Execute(writer, $"""
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA foreign_keys = ON;
        PRAGMA journal_size_limit = {JournalBytesMax};
        PRAGMA max_page_count = {Math.Max(PagesMin, options.StoreBytesMax / PageBytes(writer))};
        """);

    private static long PageBytes(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA page_size";
        return (long)command.ExecuteScalar()!;
    }

    internal static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        SqliteConnectionStringBuilder text = new()
        { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = BusyTimeoutMs / 1000 };
        SqliteConnection connection = new(text.ConnectionString);
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout = {BusyTimeoutMs}");
            return connection;
        }
        catch (SqliteException)
        {
            connection.Dispose();
            throw;
        }
    }
}
