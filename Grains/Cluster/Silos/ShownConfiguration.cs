using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using Microsoft.Extensions.Configuration;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>A configuration as it may be shown. Rather too much is hidden than too little: by the key's words, and by what a value looks like.</summary>
internal static class ShownConfiguration
{
    /// <summary>The section that is shown.</summary>
    public const string Section = "ClipGrid";

    private const int MostEntries = 500;
    private const int LongestValue = 500;

    // Redis is an address with a password in it, in the same text.
    private static readonly string[] SecretKeys = ["password", "passphrase", "pwd", "secret", "token", "key", "connection", "credential", "signature", "sas", "redis", "certificate", "auth"];
    private static readonly string[] SecretValues = ["password=", "pwd=", "accountkey=", "sharedaccess", "sig=", "secret=", "token=", "-----begin"];

    /// <summary>Its settings in the order of their keys, those without a value left out.</summary>
    public static ImmutableArray<ConfigurationEntry> Of(IConfigurationSection section) =>
    [
        .. section.AsEnumerable()
            .Where(setting => !string.IsNullOrEmpty(setting.Value))
            .OrderBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase)
            .Take(MostEntries)
            .Select(setting => new ConfigurationEntry(setting.Key, Shown(setting.Key, setting.Value!))),
    ];

    private static string Shown(string key, string value)
    {
        string own = key[(Section.Length + 1)..];
        return SecretKeys.Any(word => own.Contains(word, StringComparison.OrdinalIgnoreCase)) || IsSecret(value)
            ? ConfigurationEntry.Hidden
            : LogText.OneLine(value, LongestValue);
    }

    // "https://user:password@host" has a secret too.
    private static bool IsSecret(string value) =>
        SecretValues.Any(word => value.Contains(word, StringComparison.OrdinalIgnoreCase))
        || Uri.TryCreate(value, UriKind.Absolute, out Uri? address) && address.UserInfo.Length > 0;
}
