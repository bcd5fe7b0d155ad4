using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Transfers;

/// <summary>Names bytes that travel between a client and the grid, outside of grain calls' messages.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.TransferId"), JsonConverter(typeof(IdJsonConverter<TransferId>))]
public readonly record struct TransferId : IParsable<TransferId>
{
    private TransferId(string value) => Value = value;

    /// <summary>Opaque.</summary>
    [Id(0)]
    public string Value { get; private init; }

    /// <summary>A new one that nobody else has.</summary>
    public static TransferId New() => new($"{Guid.CreateVersion7():N}");

    /// <summary>Reads one.</summary>
    /// <exception cref="GridException">Invalid: the text is none.</exception>
    public static TransferId Parse(string? s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out TransferId id) ? id : throw new GridException(GridProblem.Invalid, $"{GridName.Shown(s)} is no transfer id: use 1 to 64 letters, digits, - and _.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TransferId result)
    {
        bool isOne = s is { Length: > 0 and <= 64 } && s.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        result = isOne ? new TransferId(s!) : default;
        return isOne;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
