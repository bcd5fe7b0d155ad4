using System.Collections.Immutable;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Cluster;
using ClipGrid.Grains.Cluster.Roles;

namespace ClipGrid.Grains.Access;

/// <summary>The grid's keys.</summary>
[ServingPlacement]
internal sealed class AccessGrain([PersistentState("access")] IPersistentState<AccessState> state, TimeProvider time) : Grain, IAccessGrain, IKeyDirectoryGrain
{
    private const int MostKeys = 1_000;
    private const string FirstName = "first-admin";
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(3_660);
    private static readonly TimeSpan Memory = TimeSpan.FromDays(90);

    /// <inheritdoc/>
    public Task<CallerInfo> IdentifyAsync(string text, CancellationToken cancellationToken)
    {
        StoredKey? key = ApiKeyText.TryReadId(text, out string? id) ? Find(id) : null;
        return key is not null && key.IsGood(time.GetUtcNow()) && ApiKeyText.Fits(text, key.Sha256)
            ? Task.FromResult(new CallerInfo(key.Info.Name, key.Info.Role, key.Info.SpeaksForOthers))
            : throw AccessFault.UnknownKey();
    }

    /// <inheritdoc/>
    public async Task<NewApiKey> CreateAsync(CreateKeyRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        DateTimeOffset now = time.GetUtcNow();
        ImmutableArray<StoredKey> kept = [.. state.State.Keys.Where(key => key.IsGood(now) || now - (key.Info.RevokedAt ?? key.Info.ExpiresAt) < Memory)];
        if (kept.Any(key => key.Info.Name == request.Name && key.IsGood(now)))
            throw new GridException(GridProblem.Conflict, $"A key is called {request.Name} already: choose another name, or revoke that one first.");
        if (kept.Length >= MostKeys)
            throw new GridException(GridProblem.TooLarge, $"There are {MostKeys} keys: revoke some that nobody uses; they are forgotten after {Memory.Days} days.");
        (string text, string id) = ApiKeyText.Draw();
        ApiKeyInfo info = new()
        {
            Id = id,
            Name = request.Name,
            Role = request.Role,
            SpeaksForOthers = request.SpeaksForOthers,
            CreatedAt = now,
            CreatedBy = RequestContext.Get(CallerHeader.Name) as string ?? "the grid",
            ExpiresAt = now + request.Lifetime,
        };
        await state.SaveAsync(new AccessState { Keys = kept.Add(new StoredKey(info, ApiKeyText.Hash(text))) }, this);
        return new NewApiKey(info, text);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ApiKeyInfo>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult(state.State.Keys.Select(key => key.Info).Reverse().ToImmutableArray());

    /// <inheritdoc/>
    public async Task<ApiKeyInfo> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        StoredKey key = Find(id) ?? throw new GridException(GridProblem.NotFound, $"There is no key {GridName.Shown(id)}: list the keys for their ids.");
        if (key.Info.RevokedAt is not null)
            return key.Info;
        StoredKey revoked = key with { Info = key.Info with { RevokedAt = time.GetUtcNow() } };
        await state.SaveAsync(new AccessState { Keys = state.State.Keys.Replace(key, revoked) }, this);
        return revoked.Info;
    }

    /// <inheritdoc/>
    public Task<StoredKey?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Find(id));

    /// <inheritdoc/>
    public async Task<string?> CreateFirstAsync(CancellationToken cancellationToken) => state.State.Keys.IsEmpty
        ? (await CreateAsync(new CreateKeyRequest { Name = FirstName, Role = GridRole.Admin }, cancellationToken)).Text
        : null;

    private StoredKey? Find(string id) => state.State.Keys.FirstOrDefault(key => key.Info.Id == id);

    private static void Check(CreateKeyRequest request)
    {
        if (!GridName.IsValid(request.Name))
            throw new GridException(GridProblem.Invalid, $"{GridName.Shown(request.Name)} is no name for a key: {GridName.Rule}.");
        if (!Enum.IsDefined(request.Role))
            throw new GridException(GridProblem.Invalid, $"{request.Role} is no role: give {string.Join(", ", Enum.GetNames<GridRole>())}.");
        if (request.Lifetime is { } life && (life < ShortestLife || life > LongestLife))
            throw new GridException(GridProblem.Invalid, $"A key cannot live for {life}: give a minute to ten years, or nothing for ever.");
    }
}
