using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Datasets;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>Says how data could be trained on, and why. Safe for any number of callers.</summary>
internal sealed class SessionAdvisor(ISessionNeighbours neighbours, IPartitionStore partitions, SessionNeeds needs)
{
    private readonly DataFactsReader _data = new(neighbours, partitions);

    /// <summary>A specification by the data's size and the goal, which could be started as it is.</summary>
    /// <exception cref="GridException">NotFound: data set or model. Invalid: the data has no labels, or too few items, or the goal needs a base.</exception>
    public async Task<SessionSuggestion> SuggestAsync(SuggestionRequest request, CancellationToken cancellationToken)
    {
        RequireFitting(request);
        ModelVersionInfo? start = request.Base is { } named ? await neighbours.ResolveModelAsync(named, cancellationToken).ConfigureAwait(false) : null;
        DataFacts data = await _data.ReadAsync(request.Dataset, cancellationToken).ConfigureAwait(false);
        SessionDraft draft = Draft(request, data, start is null ? null : new BaseModel(start));
        SessionSpecificationValidation.Check(draft.Specification);
        return new SessionSuggestion(draft.Specification, draft.Reasons, await needs.EstimateAsync(draft.Specification, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>A specification with its versions fixed, checked as a start would check it.</summary>
    /// <exception cref="GridException">As <see cref="ISessionGrain.StartAsync"/>.</exception>
    public async Task<SessionSuggestion> CheckAsync(SessionSpecification specification, CancellationToken cancellationToken)
    {
        SessionSpecificationValidation.Check(specification);
        SessionSpecification resolved = await neighbours.FixAsync(specification, cancellationToken).ConfigureAwait(false);
        return new SessionSuggestion(resolved, [], await needs.EstimateAsync(resolved, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The advice itself.</summary>
    /// <param name="request">What for.</param>
    /// <param name="data">The data.</param>
    /// <param name="start">The model that is gone on from; null for pretraining.</param>
    /// <exception cref="GridException">Invalid: the data has too little for the goal.</exception>
    public static SessionDraft Draft(SuggestionRequest request, DataFacts data, BaseModel? start)
    {
        SessionDraft draft = new(new SessionSpecification { Dataset = data.Dataset, Publish = request.Publish, Base = start?.Ref, StepCount = 1, BatchSize = 2 });
        if (request.Goal == TrainingGoal.Pretraining)
            PretrainingAdvice.Give(draft, data);
        else if (request.Goal == TrainingGoal.Retrieval)
            RetrievalAdvice.Give(draft, data, start!);
        else
            ClassificationAdvice.Give(draft, data, start!);
        return draft;
    }

    private static void RequireFitting(SuggestionRequest request)
    {
        Problems problems = new();
        problems.Require(Enum.IsDefined(request.Goal), nameof(request.Goal), request.Goal, $"give {string.Join(", ", Enum.GetNames<TrainingGoal>())}");
        problems.Require(request.Dataset.Name.Value is not null, nameof(request.Dataset), "missing", "name a data set, for example emoji or emoji@2");
        problems.Require(request.Publish.Value is not null, nameof(request.Publish), "missing", "name the model whose next version the result shall be");
        problems.Require(request.Goal != TrainingGoal.Pretraining || request.Base is null, nameof(request.Base), request.Base, "pretraining makes a model from nothing; leave it out, or choose Retrieval to go on from it");
        problems.Require(request.Goal == TrainingGoal.Pretraining || request.Base is not null, nameof(request.Base), null, $"{request.Goal} goes on from a model; name one, or choose Pretraining to make one from nothing");
        problems.ThrowIfAny();
    }
}
