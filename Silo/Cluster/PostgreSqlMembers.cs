using System.Reflection;
using ClipGrid.Contracts.Errors;
using Npgsql;

namespace ClipGrid.Silo.Cluster;

/// <summary>A list in PostgreSQL. Its tables are made when they are missing.</summary>
internal sealed class PostgreSqlMembers : IMemberList
{
    private const string Script = "ClipGrid.Silo.Cluster.members.sql";

    // What all who make the tables wait for: two silos may start at once.
    private const string Lock = "SELECT pg_advisory_xact_lock(4853162071)";

    private readonly string _address;

    private PostgreSqlMembers(string address) => _address = address;

    /// <summary>Connects, and makes the tables if there are none.</summary>
    /// <exception cref="GridException">Unavailable: the database does not answer, or does not let this silo in. Denied by it: the tables are missing and may not be made.</exception>
    public static async Task<PostgreSqlMembers> ConnectAsync(NpgsqlConnectionStringBuilder options)
    {
        string where = $"{options.Host}:{options.Port}";
        try
        {
            await using NpgsqlDataSource source = NpgsqlDataSource.Create(options);
            await PrepareAsync(source);
            return new PostgreSqlMembers(options.ConnectionString);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new GridException(
                GridProblem.Unavailable,
                $"The database {options.Database} at {where} has no tables for silos, and {options.Username} may not make them ({error.MessageText}): let it create tables there, or run infra/postgresql/members.sql as somebody who may and grant them to {options.Username}.",
                error);
        }
        catch (PostgresException error)
        {
            throw new GridException(GridProblem.Unavailable, $"PostgreSQL at {where} refuses this silo ({error.MessageText}): correct {ClusteringSettings.Section}:{nameof(ClusteringSettings.PostgreSql)}.", error);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            throw new GridException(GridProblem.Unavailable, $"PostgreSQL at {where} does not answer this silo ({error.InnerException?.Message ?? error.Message}): start it, or correct {ClusteringSettings.Section}:{nameof(ClusteringSettings.PostgreSql)}.", error);
        }
    }

    /// <inheritdoc/>
    public ISiloBuilder Use(ISiloBuilder silo) => silo.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = (nameof(Npgsql), _address));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task PrepareAsync(NpgsqlDataSource source)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        await using (NpgsqlCommand ask = new("SELECT to_regclass('orleansquery') IS NOT NULL AND to_regclass('clipgrid_silo') IS NOT NULL", connection))
            if (await ask.ExecuteScalarAsync() is true)
                return;
        await using NpgsqlTransaction making = await connection.BeginTransactionAsync();
        await using (NpgsqlCommand wait = new(Lock, connection, making))
            await wait.ExecuteNonQueryAsync();
        await using (NpgsqlCommand make = new(await ReadScriptAsync(), connection, making))
            await make.ExecuteNonQueryAsync();
        await making.CommitAsync();
    }

    private static async Task<string> ReadScriptAsync()
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream(Script)!);
        return await reader.ReadToEndAsync();
    }
}
