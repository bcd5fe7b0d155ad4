using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Embedding;

/// <summary>A data set version under a model version; written <c>emoji/2/demo@{digest}</c>.</summary>
/// <param name="Dataset">The data set.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Model">The model.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.EmbeddingSetId"), JsonConverter(typeof(IdJsonConverter<EmbeddingSetId>))]
public readonly record struct EmbeddingSetId([property: Id(0)] DatasetName Dataset, [property: Id(1)] int Version, [property: Id(2)] ModelVersionId Model) : IParsable<EmbeddingSetId>
{
    /// <summary>Reads one.</summary>
    /// <exception cref="GridException">Invalid: the text is none.</exception>
    public static EmbeddingSetId Parse(string? s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out EmbeddingSetId id) ? id : throw new GridException(GridProblem.Invalid, $"{GridName.Shown(s)} names no embeddings: write data set/version/model@digest.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out EmbeddingSetId result)
    {
        result = default;
        string[] parts = (s ?? "").Split('/');
        if (parts.Length != 3 || !DatasetName.TryParse(parts[0], null, out DatasetName name)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version < 1
            || !ModelVersionId.TryParse(parts[2], null, out ModelVersionId model))
            return false;
        result = new EmbeddingSetId(name, version, model);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Dataset}/{Version}/{Model}");
}
