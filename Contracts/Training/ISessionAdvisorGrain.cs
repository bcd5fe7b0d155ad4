using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Training;

/// <summary>Says how data could be trained on; its key is <see cref="Key"/>. Stores nothing.</summary>
[Alias("clipgrid.ISessionAdvisorGrain")]
public interface ISessionAdvisorGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one: Orleans refuses an empty one.</summary>
    const string Key = "grid";

    /// <summary>A specification by the data's size and the goal, with its reasons.</summary>
    /// <exception cref="GridException">NotFound: data set or model. Invalid: the data has no labels, or too few items, or the goal needs a base.</exception>
    [Alias("Suggest"), AllowedFor(GridRole.Trainer)]
    Task<SessionSuggestion> SuggestAsync(SuggestionRequest request, CancellationToken cancellationToken);

    /// <summary>Checks a specification as a start would, and says what it needs.</summary>
    /// <exception cref="GridException">As <see cref="ISessionGrain.StartAsync"/>.</exception>
    [Alias("Check"), AllowedFor(GridRole.Trainer)]
    Task<SessionSuggestion> CheckAsync(SessionSpecification specification, CancellationToken cancellationToken);
}
