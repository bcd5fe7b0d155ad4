using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Datasets;

/// <summary>Names a data set.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.DatasetName"), JsonConverter(typeof(IdJsonConverter<DatasetName>))]
public readonly record struct DatasetName : IParsable<DatasetName>
{
    private DatasetName(string value) => Value = value;

    /// <summary>What a person calls it.</summary>
    [Id(0)]
    public string Value { get; private init; }

    /// <summary>Reads one.</summary>
    /// <exception cref="GridException">Invalid: the text is none.</exception>
    public static DatasetName Parse(string? s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out DatasetName id) ? id : throw new GridException(GridProblem.Invalid, $"{GridName.Shown(s)} is no name for a data set: {GridName.Rule}.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DatasetName result)
    {
        bool isOne = GridName.IsValid(s);
        result = isOne ? new DatasetName(s!) : default;
        return isOne;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
