using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using Orleans.Concurrency;

namespace ClipGrid.Contracts.Access;

/// <summary>The grid's API keys; its key is <see cref="Key"/>. All methods throw <see cref="GridException"/>.</summary>
[Alias("clipgrid.IAccessGrain")]
public interface IAccessGrain : IGrainWithStringKey
{
    /// <summary>The only one's key.</summary>
    const string Key = "grid";

    /// <summary>Whose key a text is.</summary>
    /// <exception cref="GridException">Unauthenticated: nobody's, or not any more.</exception>
    [Alias("Identify"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<CallerInfo> IdentifyAsync(string text, CancellationToken cancellationToken);

    /// <summary>Makes a key. The answer is the only place where its secret ever stands.</summary>
    /// <exception cref="GridException">Invalid: the name, the role or the lifetime. Conflict: a good key has this name already. TooLarge: there are 1,000 keys.</exception>
    [Alias("Create"), AllowedFor(GridRole.Admin), Audited("make a key")]
    Task<NewApiKey> CreateAsync(CreateKeyRequest request, CancellationToken cancellationToken);

    /// <summary>All keys, the newest first; revoked and expired ones are kept for 90 days.</summary>
    [Alias("List"), AlwaysInterleave, AllowedFor(GridRole.Admin)]
    Task<ImmutableArray<ApiKeyInfo>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Makes a key worthless, on all silos within seconds; again, it does nothing.</summary>
    /// <exception cref="GridException">NotFound: no key has this id.</exception>
    [Alias("Revoke"), AllowedFor(GridRole.Admin), Audited("revoke a key", Detail = "id")]
    Task<ApiKeyInfo> RevokeAsync(string id, CancellationToken cancellationToken);
}
