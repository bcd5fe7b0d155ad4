using ClipGrid.Contracts.Naming;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>
/// The header <c>Idempotency-Key</c>: the caller's own id of a command. The same key with the same body is carried out once; with another
/// body it is refused (409).
/// </summary>
internal static class IdempotencyKey
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>As an operation; a new one where there is no header.</summary>
    /// <exception cref="RequestFault">It cannot be used.</exception>
    public static OperationId Operation(string? key) =>
        key is null ? OperationId.New() : OperationId.TryParse(key, null, out OperationId id) ? id : throw Refused(key);

    /// <summary>For a header that cannot be used.</summary>
    public static RequestFault Refused(string key) => new(Header, $"The {Header} {GridName.Shown(key)} cannot be used: use 1 to 64 letters, digits, - and _.");
}
