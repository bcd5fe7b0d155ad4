using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Client;

/// <summary>Who may do what; a part of <see cref="ClipGridClient"/>, which says what every method throws.</summary>
public sealed class GridAccess
{
    private const int PageSize = 200;

    private readonly GridCalls _calls;

    internal GridAccess(GridCalls calls) => _calls = calls;

    /// <summary>Whose key a text is; a grid that asks for no keys knows none.</summary>
    /// <exception cref="GridException">Unauthenticated: nobody's, or not any more.</exception>
    public Task<CallerInfo> IdentifyAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _calls.AskAsync(grains => Keys(grains).IdentifyAsync(text, cancellationToken), cancellationToken);
    }

    /// <summary>Makes a key. The answer is the only place where its secret ever stands. A lost answer leaves a key that nobody has: revoke it.</summary>
    /// <exception cref="GridException">Invalid: the name, the role or the lifetime. Conflict: a good key has this name already. TooLarge: there are 1,000 keys.</exception>
    public Task<NewApiKey> CreateKeyAsync(CreateKeyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _calls.AskAsync(grains => Keys(grains).CreateAsync(request, cancellationToken), cancellationToken, isRepeatable: false);
    }

    /// <summary>All keys, the newest first; revoked and expired ones are kept for 90 days.</summary>
    public Task<ImmutableArray<ApiKeyInfo>> ListKeysAsync(CancellationToken cancellationToken = default) =>
        _calls.AskAsync(grains => Keys(grains).ListAsync(cancellationToken), cancellationToken);

    /// <summary>Makes a key worthless, on all silos within seconds; again, it does nothing.</summary>
    /// <exception cref="GridException">NotFound: no key has this id.</exception>
    public Task<ApiKeyInfo> RevokeKeyAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _calls.AskAsync(grains => Keys(grains).RevokeAsync(id, cancellationToken), cancellationToken);
    }

    /// <summary>What was asked for on a day (UTC), in the order of time: who started, cancelled, deleted, exported, moved an alias or made a key.</summary>
    public async IAsyncEnumerable<AuditEntry> ListAuditAsync(DateOnly day, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? continuation = null;
        do
        {
            string? from = continuation;
            AuditPage page = await _calls.AskAsync(grains => grains.GetGrain<IAuditGrain>(0).ListAsync(day, from, PageSize, cancellationToken), cancellationToken);
            foreach (AuditEntry entry in page.Entries)
                yield return entry;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private static IAccessGrain Keys(IGrainFactory grains) => grains.GetGrain<IAccessGrain>(IAccessGrain.Key);
}
