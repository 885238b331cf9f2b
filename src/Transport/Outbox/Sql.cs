using Microsoft.Data.Sqlite;

namespace SafeCity.Edge.Transport.Outbox;

/// <summary>Prepared statements with values by position.</summary>
internal static class Sql
{
    /// <summary>
    /// A statement that is prepared once and run often; the names are those of its parameters, in the order of the values.
    /// </summary>
    internal static SqliteCommand Command(SqliteConnection connection, string text, params ReadOnlySpan<string> names)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        foreach (string name in names)
        {
            SqliteParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            _ = command.Parameters.Add(parameter);
        }
        return command;
    }

    internal static SqliteDataReader Read(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Bind(command, values);
        return command.ExecuteReader();
    }

    internal static object? Scalar(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Bind(command, values);
        return command.ExecuteScalar();
    }

    /// <summary>Runs the statement; returns how many rows it changed.</summary>
    internal static int Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        Bind(command, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>A row of record_id, stream_id, sequence, type, bytes.</summary>
    internal static Victim Victim(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetInt64(4));

    private static void Bind(SqliteCommand command, ReadOnlySpan<object> values)
    {
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
    }
}
