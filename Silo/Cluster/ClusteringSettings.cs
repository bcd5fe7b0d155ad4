using ClipGrid.Contracts.Errors;
using ClipGrid.Silo.Hosting;
using Npgsql;
using StackExchange.Redis;

namespace ClipGrid.Silo.Cluster;

/// <summary>The section <c>ClipGrid:Clustering</c>. A class and not a record: printing it must not print a password.</summary>
internal sealed class ClusteringSettings
{
    /// <summary>Its name.</summary>
    public const string Section = $"{GridSettings.Section}:Clustering";

    /// <summary>A name of <see cref="ClusteringKind"/>.</summary>
    public string Kind { get; set; } = nameof(ClusteringKind.Localhost);

    /// <summary>For Redis: its address and options as <c>host:6379,ssl=true,password=…</c>.</summary>
    public string? Redis { get; set; }

    /// <summary>For PostgreSQL: <c>Host=…;Database=…;Username=…;Password=…</c>.</summary>
    public string? PostgreSql { get; set; }

    /// <summary>What <see cref="Redis"/> says; null unless that is what silos are listed in.</summary>
    public ConfigurationOptions? RedisOptions { get; private set; }

    /// <summary>What <see cref="PostgreSql"/> says; null unless that is what silos are listed in.</summary>
    public NpgsqlConnectionStringBuilder? PostgreSqlOptions { get; private set; }

    /// <summary>Whether there can be other silos.</summary>
    public bool HasOthers => RedisOptions is not null || PostgreSqlOptions is not null;

    /// <summary>Reads the values; a message never quotes an address, which may hold a password.</summary>
    /// <param name="section">Where they come from.</param>
    /// <exception cref="GridException">Invalid: a key is unknown, or its value cannot be used.</exception>
    public void Check(IConfigurationSection section)
    {
        string[] known = [nameof(Kind), nameof(Redis), nameof(PostgreSql)];
        string? unknown = section.GetChildren().Select(child => child.Key).FirstOrDefault(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase));
        Require(unknown is null, unknown ?? "", $"is not known: {Section} has {string.Join(", ", known)}.");
        // Enum.TryParse would take numbers too.
        string? kind = Enum.GetNames<ClusteringKind>().FirstOrDefault(name => name.Equals(Kind, StringComparison.OrdinalIgnoreCase));
        Require(kind is not null, nameof(Kind), $"is \"{Kind}\": give {nameof(ClusteringKind.Localhost)} for one silo, {nameof(ClusteringKind.Redis)} or {nameof(ClusteringKind.PostgreSql)} for several.");
        foreach ((string key, string? address) in new[] { (nameof(Redis), Redis), (nameof(PostgreSql), PostgreSql) })
            Require(key == kind || string.IsNullOrEmpty(address), key, $"is given, but {Section}:{nameof(Kind)} is {kind}: set that to {key}, or leave this out.");
        switch (Enum.Parse<ClusteringKind>(kind!))
        {
            case ClusteringKind.Redis:
                Require(!string.IsNullOrWhiteSpace(Redis), nameof(Redis), "is empty: give the address of a Redis that all silos reach, such as 127.0.0.1:6379.");
                RedisOptions = ReadRedis(Redis!);
                Require(RedisOptions is not null, nameof(Redis), "cannot be read: give an address and options with commas between them, such as host:6379,ssl=true,password=SECRET.");
                break;
            case ClusteringKind.PostgreSql:
                Require(!string.IsNullOrWhiteSpace(PostgreSql), nameof(PostgreSql), "is empty: name a database that all silos reach, such as Host=db;Database=clipgrid;Username=clipgrid;Password=SECRET.");
                PostgreSqlOptions = ReadPostgreSql(PostgreSql!);
                Require(PostgreSqlOptions is not null, nameof(PostgreSql), "cannot be read: give keys and values with semicolons between them, such as Host=db;Database=clipgrid;Username=clipgrid;Password=SECRET.");
                break;
        }
    }

    private static ConfigurationOptions? ReadRedis(string text)
    {
        try
        {
            ConfigurationOptions options = ConfigurationOptions.Parse(text);
            return options.EndPoints.Count > 0 ? options : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static NpgsqlConnectionStringBuilder? ReadPostgreSql(string text)
    {
        try
        {
            NpgsqlConnectionStringBuilder options = new(text) { IncludeErrorDetail = false };
            return string.IsNullOrWhiteSpace(options.Host) ? null : options;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static void Require(bool holds, string key, string otherwise)
    {
        if (!holds)
            throw new GridException(GridProblem.Invalid, $"{Section}:{key} {otherwise}");
    }
}
