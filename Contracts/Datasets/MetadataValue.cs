using System.Globalization;
using System.Text.Json.Serialization;

namespace ClipGrid.Contracts.Datasets;

/// <summary>A value of an item's metadata: exactly one of text, number or flag.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.MetadataValue"), JsonConverter(typeof(MetadataJsonConverter))]
public readonly record struct MetadataValue
{
    /// <summary>A text.</summary>
    public MetadataValue(string text) => Text = text;

    /// <summary>A finite number.</summary>
    public MetadataValue(double number) => Number = number;

    /// <summary>A flag.</summary>
    public MetadataValue(bool flag) => Flag = flag;

    /// <summary>The text, if it is one.</summary>
    [Id(0)]
    public string? Text { get; private init; }

    /// <summary>The number, if it is one.</summary>
    [Id(1)]
    public double? Number { get; private init; }

    /// <summary>The flag, if it is one.</summary>
    [Id(2)]
    public bool? Flag { get; private init; }

    /// <inheritdoc/>
    public override string ToString() => Text ?? Number?.ToString("R", CultureInfo.InvariantCulture) ?? (Flag == true ? "true" : "false");
}
