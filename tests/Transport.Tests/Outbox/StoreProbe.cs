using Microsoft.Data.Sqlite;

namespace Transport.Tests.Outbox;

/// <summary>A look into the file from outside, by a connection of its own.</summary>
internal static class StoreProbe
{
    internal static object? Scalar(string path, string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    internal static long Number(string path, string sql) => (long)Scalar(path, sql)!;
}
