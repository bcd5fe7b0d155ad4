using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Models;

/// <summary>
/// A version of a model as a person writes it: <c>demo</c> (its alias latest), <c>demo@champion</c> (an alias) or <c>demo@3f9a12b4</c>
/// (the beginning of its digest, four digits or more).
/// </summary>
/// <param name="Name">The model.</param>
/// <param name="Selector">Alias or beginning of the digest; null for the alias latest.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.ModelRef"), JsonConverter(typeof(IdJsonConverter<ModelRef>))]
public readonly record struct ModelRef([property: Id(0)] ModelName Name, [property: Id(1)] string? Selector = null) : IParsable<ModelRef>
{
    /// <summary>Reads one.</summary>
    /// <exception cref="GridException">Invalid: the text is none.</exception>
    public static ModelRef Parse(string? s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out ModelRef reference)
            ? reference
            : throw new GridException(GridProblem.Invalid, $"{GridName.Shown(s)} names no model: write name, name@alias or name@digest; in names, {GridName.Rule}.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ModelRef result)
    {
        result = default;
        string[] parts = (s ?? "").Split('@');
        if (parts.Length > 2 || !ModelName.TryParse(parts[0], null, out ModelName name) || parts.Length == 2 && !GridName.IsValid(parts[1]))
            return false;
        result = new ModelRef(name, parts.Length == 2 ? parts[1] : null);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Selector is { } selector ? $"{Name}@{selector}" : Name.ToString();
}
