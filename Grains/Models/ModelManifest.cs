using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Grains.Models;

/// <summary>What is stored of a model version; written after all its files.</summary>
internal sealed record ModelManifest
{
    /// <summary>The newest format that this release reads: that of versions with a classifier.</summary>
    public const int CurrentFormat = 2;

    // A version without a classifier is written as releases that know of none read it.
    private const int FormatWithoutClassifier = 1;

    /// <summary>The format.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The version.</summary>
    public required ModelVersionInfo Version { get; init; }

    /// <summary>Its files, in ordinal order of names.</summary>
    public required ImmutableArray<ModelFile> Files { get; init; }

    /// <summary>The files of its classifier; empty for a model without one.</summary>
    [JsonIgnore]
    public ImmutableArray<ModelFile> ClassifierFiles => [.. Files.Where(file => file.Name is "classifier.json" or "classifier.safetensors")];

    /// <summary>Whether it has a classifier.</summary>
    [JsonIgnore]
    public bool HasClassifier => ClassifierFiles.Length == 2;

    /// <summary>The format that a version is written in.</summary>
    public static int FormatOf(ModelVersionInfo version) => version.Classes.IsEmpty ? FormatWithoutClassifier : CurrentFormat;

    /// <summary>
    /// The digest of a model with these files: SHA-256 over a line "clipgrid model 1" and a line "name length digest" for each file in
    /// ordinal order of names, in UTF-8, each ended by a line feed.
    /// </summary>
    public static ModelDigest DigestOf(ImmutableArray<ModelFile> files)
    {
        StringBuilder text = new("clipgrid model 1\n");
        foreach (ModelFile file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
            text.Append(null, $"{file.Name} {file.Length} {file.Digest}\n");
        return ModelDigest.Parse(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))));
    }
}
