using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Dashboard.Access;

/// <summary>Whose key a text is, asked of the grid and remembered for seconds: so long may a revoked key live on. Only hashes are kept.</summary>
internal sealed class KeyRegister(OwnGrid grid, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);
    private const int MostRemembered = 4_096;

    private readonly ConcurrentDictionary<string, (CallerInfo? Caller, long At)> _known = [];

    /// <summary>The key's owner; null for nobody.</summary>
    /// <exception cref="GridException">Unavailable: the grid does not answer.</exception>
    public async Task<CallerInfo?> FindAsync(string text, CancellationToken cancellationToken)
    {
        string hash = Hash(text);
        if (_known.TryGetValue(hash, out (CallerInfo? Caller, long At) known) && time.GetElapsedTime(known.At) < Freshness)
            return known.Caller;
        CallerInfo? caller = await AskAsync(text, cancellationToken);
        if (_known.Count >= MostRemembered)
            _known.Clear();
        _known[hash] = (caller, time.GetTimestamp());
        return caller;
    }

    /// <summary>Whether a text was somebody's key the last time that it was looked at.</summary>
    public bool HasKnown(string text) => _known.TryGetValue(Hash(text), out (CallerInfo? Caller, long At) known) && known.Caller is not null;

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private async Task<CallerInfo?> AskAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            return await grid.Client.Access.IdentifyAsync(text, cancellationToken);
        }
        catch (GridException error) when (error.Problem == GridProblem.Unauthenticated)
        {
            return null;
        }
    }
}
