using System.Collections.Concurrent;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Grains.Access;

/// <summary>Tells a silo whose key a call brings. What it has asked for holds for seconds: so long may a revoked key live on.</summary>
internal sealed class KeyRing(IGrainFactory grains, ClusterSecret secret, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    // While the keys' grain does not answer, those that were good a moment ago still are.
    private static readonly TimeSpan LongestTrust = TimeSpan.FromMinutes(1);
    private const int MostRemembered = 4_096;

    private readonly ConcurrentDictionary<string, (StoredKey? Key, long At)> _known = [];

    /// <summary>Who calls.</summary>
    /// <param name="text">The key's text.</param>
    /// <param name="person">For whom, or null for the key's owner.</param>
    /// <param name="role">That person's role.</param>
    /// <exception cref="GridException">Unauthenticated: nobody's key. Denied: the key may not speak for others. Unavailable: nobody can tell now.</exception>
    public async ValueTask<Caller> IdentifyAsync(string? text, string? person, string? role)
    {
        if (string.IsNullOrEmpty(text))
            throw AccessFault.NoKey();
        bool isCluster = ApiKeyText.Fits(text, ApiKeyText.Hash(await secret.GetAsync()));
        if (isCluster && person is null)
            return new Caller("the cluster", GridRole.Admin, IsCluster: true);
        ApiKeyInfo? info = isCluster ? null : (await CheckAsync(text)).Info;
        if (person is null)
            return new Caller(info!.Name, info.Role);
        if (info is { SpeaksForOthers: false })
            throw new GridException(GridProblem.Denied, $"The key of {info.Name} may not speak for others: use one that was made for a web tier.");
        return Enum.TryParse(role, out GridRole given) && Enum.IsDefined(given)
            ? new Caller(GridName.IsValid(person) ? person : GridName.Shown(person), given)
            : throw new GridException(GridProblem.Denied, $"{GridName.Shown(person)} has no role in this grid: ask an admin for one.");
    }

    private async ValueTask<StoredKey> CheckAsync(string text)
    {
        if (!ApiKeyText.TryReadId(text, out string? id))
            throw AccessFault.UnknownKey();
        StoredKey? key = await FindAsync(id);
        return key is not null && key.IsGood(time.GetUtcNow()) && ApiKeyText.Fits(text, key.Sha256) ? key : throw AccessFault.UnknownKey();
    }

    private async ValueTask<StoredKey?> FindAsync(string id)
    {
        bool isKnown = _known.TryGetValue(id, out (StoredKey? Key, long At) known);
        if (isKnown && time.GetElapsedTime(known.At) < Freshness)
            return known.Key;
        try
        {
            StoredKey? found = await AskAsync(id);
            // Strangers who try ids must not fill the memory.
            if (_known.Count >= MostRemembered)
                _known.Clear();
            _known[id] = (found, time.GetTimestamp());
            return found;
        }
        catch (Exception error) when (error is not GridException { Problem: GridProblem.Corrupt })
        {
            return isKnown && time.GetElapsedTime(known.At) < LongestTrust ? known.Key
                : throw new GridException(GridProblem.Unavailable, "The grid cannot check keys now: try again in a moment.", error);
        }
    }

    // As the cluster, whoever's call this is for.
    private async Task<StoredKey?> AskAsync(string id)
    {
        RequestContext.Set(CallerHeader.Key, await secret.GetAsync());
        RequestContext.Remove(CallerHeader.For);
        return await grains.GetGrain<IKeyDirectoryGrain>(IAccessGrain.Key).FindAsync(id, CancellationToken.None);
    }
}
