using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Storage;

/// <summary>Which blob store to use. A class and not a record: printing it must not print a connection string.</summary>
public sealed class BlobStorageOptions
{
    /// <summary>The configuration section that these come from; messages name their keys below it.</summary>
    public const string Section = "ClipGrid:Storage";

    /// <summary>Where blobs are stored.</summary>
    public BlobStorageKind Kind { get; init; } = BlobStorageKind.Files;

    /// <summary>The folder of <see cref="BlobStorageKind.Files"/>.</summary>
    public string? Folder { get; set; }

    /// <summary>How to reach Azure storage, with its key; or give <see cref="ServiceUri"/>.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Azure storage's address, for an identity of this machine or its user (DefaultAzureCredential).</summary>
    public Uri? ServiceUri { get; init; }

    /// <summary>The container of <see cref="BlobStorageKind.Azure"/>: 3 to 63 lower-case letters, digits and single dashes. Made if there is none.</summary>
    public string Container { get; init; } = "clipgrid";

    /// <summary>How patient to be with Azure storage, and how large its requests are.</summary>
    public BlobResilienceOptions Resilience { get; init; } = new();

    /// <summary>Throws if a value is missing or out of range; the message names key, value and remedy.</summary>
    /// <exception cref="GridException">Invalid.</exception>
    public void Validate()
    {
        switch (Kind)
        {
            case BlobStorageKind.Files:
                Require(!string.IsNullOrWhiteSpace(Folder), nameof(Folder), "is empty: give the folder to store blobs in.");
                break;
            case BlobStorageKind.Azure:
                Require(string.IsNullOrWhiteSpace(ConnectionString) != (ServiceUri is null), nameof(ConnectionString), $"and {Section}:{nameof(ServiceUri)} are {(ServiceUri is null ? "both empty" : "both given")}: give one of them.");
                Require(ServiceUri is null or { IsAbsoluteUri: true, Scheme: "https" or "http" }, nameof(ServiceUri), "is no address: give one such as https://account.blob.core.windows.net.");
                Require(IsContainer(Container), nameof(Container), $"is \"{Container}\": give 3 to 63 lower-case letters, digits and single dashes, with a letter or digit at both ends.");
                break;
            default:
                Require(false, nameof(Kind), $"is {Kind}: give {BlobStorageKind.Files} or {BlobStorageKind.Azure}.");
                break;
        }
        Resilience.Validate();
    }

    private static bool IsContainer(string name) =>
        name.Length is >= 3 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && name[0] != '-' && name[^1] != '-' && !name.Contains("--", StringComparison.Ordinal);

    private static void Require(bool holds, string key, string otherwise)
    {
        if (!holds)
            throw new GridException(GridProblem.Invalid, $"{Section}:{key} {otherwise}");
    }
}
