using ClipGrid.Contracts.Training;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>Advises in the silo that is asked.</summary>
[StatelessWorker, Reentrant]
internal sealed class SessionAdvisorGrain(SessionAdvisor advisor) : Grain, ISessionAdvisorGrain
{
    // Reentrant: it has no state, and reading a large data set's items must not keep others waiting.

    /// <inheritdoc/>
    public Task<SessionSuggestion> SuggestAsync(SuggestionRequest request, CancellationToken cancellationToken) => advisor.SuggestAsync(request, cancellationToken);

    /// <inheritdoc/>
    public Task<SessionSuggestion> CheckAsync(SessionSpecification specification, CancellationToken cancellationToken) => advisor.CheckAsync(specification, cancellationToken);
}
