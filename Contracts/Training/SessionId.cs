using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Training;

/// <summary>Names a training session.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SessionId"), JsonConverter(typeof(IdJsonConverter<SessionId>))]
public readonly record struct SessionId : IParsable<SessionId>
{
    private SessionId(string value) => Value = value;

    /// <summary>Opaque.</summary>
    [Id(0)]
    public string Value { get; private init; }

    /// <summary>A new one that nobody else has.</summary>
    public static SessionId New() => new($"s{Guid.CreateVersion7():N}");

    /// <summary>Reads one.</summary>
    /// <exception cref="GridException">Invalid: the text is none.</exception>
    public static SessionId Parse(string? s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out SessionId id) ? id : throw new GridException(GridProblem.Invalid, $"{GridName.Shown(s)} is no session id: use 1 to 64 letters, digits, - and _.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SessionId result)
    {
        bool isOne = s is { Length: > 0 and <= 64 } && s.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        result = isOne ? new SessionId(s!) : default;
        return isOne;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
