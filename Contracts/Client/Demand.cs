using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Client;

/// <summary>Refuses the ids that were never made: <c>default</c> of an id's struct.</summary>
internal static class Demand
{
    /// <summary>The id's text.</summary>
    /// <exception cref="GridException">Invalid: it is empty.</exception>
    public static string Key<T>(T id)
        where T : struct =>
        id.ToString() is { Length: > 0 } key ? key : throw new GridException(GridProblem.Invalid, $"The {typeof(T).Name} is empty: make one with {typeof(T).Name}.Parse.");
}
