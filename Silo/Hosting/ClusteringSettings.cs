using ClipGrid.Contracts.Errors;
using StackExchange.Redis;

namespace ClipGrid.Silo.Hosting;

/// <summary>The section <c>ClipGrid:Clustering</c>. A class and not a record: printing it must not print a password.</summary>
internal sealed class ClusteringSettings
{
    /// <summary>Its name.</summary>
    public const string Section = $"{GridSettings.Section}:Clustering";

    /// <summary>A name of <see cref="ClusteringKind"/>.</summary>
    public string Kind { get; set; } = nameof(ClusteringKind.Localhost);

    /// <summary>For Redis: its address and options as <c>host:6379,ssl=true,password=…</c>.</summary>
    public string? Redis { get; set; }

    /// <summary>What <see cref="Redis"/> says, or null for one silo alone.</summary>
    public ConfigurationOptions? RedisOptions { get; private set; }

    /// <summary>Reads the values; a message never quotes the address, which may hold a password.</summary>
    /// <param name="section">Where they come from.</param>
    /// <exception cref="GridException">Invalid: a key is unknown, or its value cannot be used.</exception>
    public void Check(IConfigurationSection section)
    {
        string[] known = [nameof(Kind), nameof(Redis)];
        string? unknown = section.GetChildren().Select(child => child.Key).FirstOrDefault(key => !known.Contains(key, StringComparer.OrdinalIgnoreCase));
        Require(unknown is null, unknown ?? "", $"is not known: {Section} has {string.Join(" and ", known)}.");
        // Enum.TryParse would take numbers too.
        string? kind = Enum.GetNames<ClusteringKind>().FirstOrDefault(name => name.Equals(Kind, StringComparison.OrdinalIgnoreCase));
        Require(kind is not null, nameof(Kind), $"is \"{Kind}\": give {nameof(ClusteringKind.Localhost)} for one silo, or {nameof(ClusteringKind.Redis)} for several.");
        if (kind == nameof(ClusteringKind.Localhost))
        {
            Require(string.IsNullOrEmpty(Redis), nameof(Redis), $"is given, but {Section}:{nameof(Kind)} is {nameof(ClusteringKind.Localhost)}: set that to {nameof(ClusteringKind.Redis)}, or leave this out.");
            return;
        }
        Require(!string.IsNullOrWhiteSpace(Redis), nameof(Redis), "is empty: give the address of a Redis that all silos reach, such as 127.0.0.1:6379.");
        RedisOptions = Read(Redis!);
        Require(RedisOptions is not null, nameof(Redis), "cannot be read: give an address and options with commas between them, such as host:6379,ssl=true,password=SECRET.");
    }

    private static ConfigurationOptions? Read(string text)
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

    private static void Require(bool holds, string key, string otherwise)
    {
        if (!holds)
            throw new GridException(GridProblem.Invalid, $"{Section}:{key} {otherwise}");
    }
}
