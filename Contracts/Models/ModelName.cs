using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Models;

/// <summary>Names a model, all its versions together.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ModelName"), JsonConverter(typeof(IdJsonConverter<ModelName>))]
public readonly record struct ModelName : IParsable<ModelName>
{
    private ModelName(string value) => Value = value;

    /// <summary>What a person calls it.</summary>
    [Id(0)]
    public string Value { get; private init; }

    /// <summary>Reads one.</summary>
    /// <exception cref="GridException">Invalid: the text is none.</exception>
    public static ModelName Parse(string? s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out ModelName id) ? id : throw new GridException(GridProblem.Invalid, $"{GridName.Shown(s)} is no name for a model: {GridName.Rule}.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ModelName result)
    {
        bool isOne = GridName.IsValid(s);
        result = isOne ? new ModelName(s!) : default;
        return isOne;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
