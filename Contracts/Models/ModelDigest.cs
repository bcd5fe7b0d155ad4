using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Models;

/// <summary>SHA-256 of everything that decides what a model computes: configuration, preprocessing, vocabulary, weights.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ModelDigest"), JsonConverter(typeof(IdJsonConverter<ModelDigest>))]
public readonly record struct ModelDigest : IParsable<ModelDigest>
{
    private ModelDigest(string value) => Value = value;

    /// <summary>64 lower-case hexadecimal digits.</summary>
    [Id(0)]
    public string Value { get; private init; }

    /// <summary>The beginning that names the version: 12 digits.</summary>
    public string Short => Value[..12];

    /// <summary>Reads one.</summary>
    /// <exception cref="GridException">Invalid: the text is none.</exception>
    public static ModelDigest Parse(string? s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out ModelDigest id) ? id : throw new GridException(GridProblem.Invalid, $"{GridName.Shown(s)} is no digest of a model: it has 64 lower-case hexadecimal digits.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ModelDigest result)
    {
        bool isOne = s is { Length: 64 } && s.All(char.IsAsciiHexDigitLower);
        result = isOne ? new ModelDigest(s!) : default;
        return isOne;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
