using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Datasets;

/// <summary>A partition, by the version that wrote it; later versions refer to it. Written <c>emoji/1/0</c>, which is its grain's key.</summary>
/// <param name="Dataset">The data set.</param>
/// <param name="Version">The version that wrote it, from 1.</param>
/// <param name="Number">Its number in that version, from 0.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.PartitionId"), JsonConverter(typeof(IdJsonConverter<PartitionId>))]
public readonly record struct PartitionId([property: Id(0)] DatasetName Dataset, [property: Id(1)] int Version, [property: Id(2)] int Number) : IParsable<PartitionId>
{
    /// <summary>Reads one.</summary>
    /// <exception cref="GridException">Invalid: the text is none.</exception>
    public static PartitionId Parse(string? s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out PartitionId id) ? id : throw new GridException(GridProblem.Invalid, $"{GridName.Shown(s)} names no partition: write data set/version/number.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PartitionId result)
    {
        result = default;
        string[] parts = (s ?? "").Split('/');
        if (parts.Length != 3 || !DatasetName.TryParse(parts[0], null, out DatasetName name)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int version) || version < 1
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return false;
        result = new PartitionId(name, version, number);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Dataset}/{Version}/{Number}");
}
