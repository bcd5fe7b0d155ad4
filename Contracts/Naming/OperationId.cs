using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Naming;

/// <summary>Made by the client for one command: the same id with the same command is carried out once, however often it is sent.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.OperationId"), JsonConverter(typeof(IdJsonConverter<OperationId>))]
public readonly record struct OperationId : IParsable<OperationId>
{
    private OperationId(string value) => Value = value;

    /// <summary>Opaque.</summary>
    [Id(0)]
    public string Value { get; private init; }

    /// <summary>A new one that nobody else has.</summary>
    public static OperationId New() => new($"{Guid.CreateVersion7():N}");

    /// <summary>Reads one.</summary>
    /// <exception cref="GridException">Invalid: the text is none.</exception>
    public static OperationId Parse(string? s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out OperationId id) ? id : throw new GridException(GridProblem.Invalid, $"{GridName.Shown(s)} is no operation id: use 1 to 64 letters, digits, - and _.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OperationId result)
    {
        bool isOne = s is { Length: > 0 and <= 64 } && s.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        result = isOne ? new OperationId(s!) : default;
        return isOne;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
