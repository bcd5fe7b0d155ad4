using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Contracts.Client;

/// <summary>Steering sessions while they train.</summary>
public sealed partial class GridSessions
{
    /// <summary>Ends the training at its step as if that were the last: checkpoint, evaluation, publishing; returns at once.</summary>
    /// <exception cref="GridException">NotFound; WrongState: it does not train.</exception>
    public Task<SessionInfo> StopAsync(SessionId id, CancellationToken cancellationToken = default)
    {
        OperationId operation = OperationId.New();
        return _calls.AskAsync(grains => Grain(grains, id).StopAsync(operation, cancellationToken), cancellationToken);
    }

    /// <summary>Sets the factor on the specification's learning rate from the next step on.</summary>
    /// <param name="id">The session.</param>
    /// <param name="factor">Above 0 to 100; 1 is the specification's rate.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">NotFound; WrongState: it has ended; Invalid: the factor.</exception>
    public Task<SessionInfo> ChangeRateAsync(SessionId id, double factor, CancellationToken cancellationToken = default)
    {
        OperationId operation = OperationId.New();
        return _calls.AskAsync(grains => Grain(grains, id).ChangeRateAsync(operation, factor, cancellationToken), cancellationToken);
    }

    /// <summary>Evaluates a session at the end of its step; returns at once, the result is an event.</summary>
    /// <exception cref="GridException">NotFound; WrongState: it does not train, or its specification has no evaluation.</exception>
    public Task<SessionInfo> EvaluateAsync(SessionId id, CancellationToken cancellationToken = default)
    {
        OperationId operation = OperationId.New();
        return _calls.AskAsync(grains => Grain(grains, id).EvaluateAsync(operation, cancellationToken), cancellationToken);
    }

    /// <summary>Keeps a checkpoint until it is let go, or lets it go.</summary>
    /// <exception cref="GridException">NotFound: no such session or checkpoint.</exception>
    public Task<CheckpointInfo> PinAsync(SessionId id, long step, bool isPinned = true, CancellationToken cancellationToken = default)
    {
        OperationId operation = OperationId.New();
        return _calls.AskAsync(grains => Grain(grains, id).PinAsync(operation, step, isPinned, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Starts a session that goes on from another's checkpoint. Network and data are the other's; <paramref name="change"/> may change
    /// whatever else it likes.
    /// </summary>
    /// <param name="from">The checkpoint.</param>
    /// <param name="change">Makes the new specification of the other's; null takes it as it is.</param>
    /// <param name="id">The new session's id, or null for a new one.</param>
    /// <param name="cancellationToken">Ends the call, not the session.</param>
    /// <exception cref="GridException">NotFound: session or checkpoint; Invalid: the changed specification.</exception>
    public async Task<SessionInfo> ForkAsync(
        CheckpointRef from, Func<SessionSpecification, SessionSpecification>? change = null, SessionId? id = null, CancellationToken cancellationToken = default)
    {
        SessionInfo origin = await GetAsync(from.Session, cancellationToken);
        SessionSpecification specification = origin.Specification with { ForkOf = from };
        return await StartAsync(change?.Invoke(specification) ?? specification, id, cancellationToken);
    }

    /// <summary>Starts a session by another's specification, on the same data set version and base.</summary>
    /// <param name="of">The other.</param>
    /// <param name="change">Changes the specification; null takes it as it is.</param>
    /// <param name="id">The new session's id, or null for a new one.</param>
    /// <param name="cancellationToken">Ends the call, not the session.</param>
    /// <exception cref="GridException">NotFound; Invalid: the changed specification.</exception>
    public async Task<SessionInfo> CloneAsync(
        SessionId of, Func<SessionSpecification, SessionSpecification>? change = null, SessionId? id = null, CancellationToken cancellationToken = default)
    {
        SessionInfo origin = await GetAsync(of, cancellationToken);
        return await StartAsync(change?.Invoke(origin.Specification) ?? origin.Specification, id, cancellationToken);
    }

    /// <summary>A specification that suits data and goal, with its reasons; starts nothing.</summary>
    /// <exception cref="GridException">NotFound: data set or model. Invalid: the data has no labels or too few items, or the goal needs a base.</exception>
    public Task<SessionSuggestion> SuggestAsync(SuggestionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _calls.AskAsync(grains => grains.GetGrain<ISessionAdvisorGrain>(ISessionAdvisorGrain.Key).SuggestAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Checks a specification as a start would, and says what it needs; starts nothing.</summary>
    /// <exception cref="GridException">As <see cref="StartAsync"/>.</exception>
    public Task<SessionSuggestion> CheckAsync(SessionSpecification specification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return _calls.AskAsync(grains => grains.GetGrain<ISessionAdvisorGrain>(ISessionAdvisorGrain.Key).CheckAsync(specification, cancellationToken), cancellationToken);
    }
}
