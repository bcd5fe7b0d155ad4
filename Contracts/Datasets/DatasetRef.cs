using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Datasets;

/// <summary>A data set, or one of its versions, as a person writes it: <c>emoji</c> (the latest version) or <c>emoji@2</c>.</summary>
/// <param name="Name">The data set.</param>
/// <param name="Version">The version, from 1, or null for the latest.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.DatasetRef"), JsonConverter(typeof(IdJsonConverter<DatasetRef>))]
public readonly record struct DatasetRef([property: Id(0)] DatasetName Name, [property: Id(1)] int? Version = null) : IParsable<DatasetRef>
{
    /// <summary>Reads one.</summary>
    /// <exception cref="GridException">Invalid: the text is none.</exception>
    public static DatasetRef Parse(string? s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out DatasetRef reference)
            ? reference
            : throw new GridException(GridProblem.Invalid, $"{GridName.Shown(s)} names no data set: write name or name@version, for example emoji@2; in names, {GridName.Rule}.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DatasetRef result)
    {
        result = default;
        string[] parts = (s ?? "").Split('@');
        int version = 0;
        if (parts.Length > 2 || !DatasetName.TryParse(parts[0], null, out DatasetName name)
            || parts.Length == 2 && !(int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out version) && version > 0))
            return false;
        result = new DatasetRef(name, parts.Length == 2 ? version : null);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Version is { } version ? string.Create(CultureInfo.InvariantCulture, $"{Name}@{version}") : Name.ToString();
}
