using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Grains.Models;

/// <summary>A <see cref="ModelManifest"/> as the blob that it is stored as. What is not exactly one is refused.</summary>
internal static class ModelManifestJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutEmptyClasses } },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    /// <summary>The bytes.</summary>
    public static byte[] Write(ModelManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, Options);

    /// <summary>Reads the manifest of a version.</summary>
    /// <exception cref="GridException">Corrupt, NewerFormat.</exception>
    public static ModelManifest Read(ReadOnlyMemory<byte> json, ModelVersionId id)
    {
        try
        {
            RequireFormat(json, id);
            ModelManifest manifest = JsonSerializer.Deserialize<ModelManifest>(json.Span, Options) ?? throw new JsonException("It is null.");
            if (manifest.Version.Id != id || manifest.Files.IsDefaultOrEmpty || ModelManifest.DigestOf(manifest.Files) != id.Digest)
                throw new JsonException("Its files are not those of the version's digest.");
            if (manifest.Version.Classes.IsDefault || manifest.FormatVersion != ModelManifest.FormatOf(manifest.Version) || manifest.HasClassifier == manifest.Version.Classes.IsEmpty)
                throw new JsonException("Its classes are not those of a classifier among its files.");
            return manifest;
        }
        catch (JsonException error)
        {
            throw new GridException(GridProblem.Corrupt, $"The stored manifest of {id.Short} is damaged: {error.Message} Import the model again, or restore the storage from a copy.", error);
        }
    }

    // A format that has no word for classes must not get one.
    private static void WithoutEmptyClasses(JsonTypeInfo type)
    {
        if (type.Type == typeof(ModelVersionInfo))
            type.Properties.Single(property => property.Name == "classes").ShouldSerialize = (_, value) => value is ImmutableArray<string> { IsDefaultOrEmpty: false };
    }

    // Before anything else: a newer release may call everything otherwise.
    private static void RequireFormat(ReadOnlyMemory<byte> json, ModelVersionId id)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("formatVersion", out JsonElement format)
            || format.ValueKind != JsonValueKind.Number || !format.TryGetInt32(out int version) || version < 1)
            throw new JsonException("It has no formatVersion.");
        if (version > ModelManifest.CurrentFormat)
            throw new GridException(GridProblem.NewerFormat, $"The manifest of {id} was written by a newer ClipGrid (format {version}; this one reads up to {ModelManifest.CurrentFormat}): use that release, or export the model there and import it here.");
    }
}
