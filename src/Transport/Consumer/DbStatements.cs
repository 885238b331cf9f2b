using System.Data.Common;

namespace SafeCity.Edge.Transport.Consumer;

/// <summary>Statements with values by position (<c>$1</c>, <c>$2</c>, ...) on one connection.</summary>
internal sealed class DbStatements(DbConnection connection, DbTransaction? transaction)
{
    internal int Run(string text, params ReadOnlySpan<object?> values)
    {
        using DbCommand command = Command(text, values);
        return command.ExecuteNonQuery();
    }

    internal object? Scalar(string text, params ReadOnlySpan<object?> values)
    {
        using DbCommand command = Command(text, values);
        return command.ExecuteScalar() is not DBNull and var value ? value : null;
    }

    internal List<T> Rows<T>(string text, Func<DbDataReader, T> take, params ReadOnlySpan<object?> values)
    {
        using DbCommand command = Command(text, values);
        using DbDataReader row = command.ExecuteReader();
        List<T> rows = [];
        while (row.Read()) rows.Add(take(row));
        return rows;
    }

    private DbCommand Command(string text, ReadOnlySpan<object?> values)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        foreach (object? value in values)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.Value = value ?? DBNull.Value;
            _ = command.Parameters.Add(parameter);
        }
        return command;
    }
}
