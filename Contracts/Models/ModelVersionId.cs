using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Models;

/// <summary>An immutable version of a model, named by its digest: <c>demo@3f9a12b4c5d6</c> for short.</summary>
/// <param name="Name">The model.</param>
/// <param name="Digest">What it computes.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.ModelVersionId"), JsonConverter(typeof(IdJsonConverter<ModelVersionId>))]
public readonly record struct ModelVersionId([property: Id(0)] ModelName Name, [property: Id(1)] ModelDigest Digest) : IParsable<ModelVersionId>
{
    /// <summary>For people: the name and 12 digits.</summary>
    public string Short => $"{Name}@{Digest.Short}";

    /// <summary>Reads one, with the whole digest.</summary>
    /// <exception cref="GridException">Invalid: the text is none.</exception>
    public static ModelVersionId Parse(string? s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out ModelVersionId id) ? id : throw new GridException(GridProblem.Invalid, $"{GridName.Shown(s)} names no version of a model: write name@digest with all 64 digits.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ModelVersionId result)
    {
        result = default;
        string[] parts = (s ?? "").Split('@');
        if (parts.Length != 2 || !ModelName.TryParse(parts[0], null, out ModelName name) || !ModelDigest.TryParse(parts[1], null, out ModelDigest digest))
            return false;
        result = new ModelVersionId(name, digest);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}@{Digest}";
}
