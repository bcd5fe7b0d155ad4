using ClipGrid.Contracts.Errors;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>What a list named may be gone when it is asked for.</summary>
internal static class Absence
{
    /// <summary>The answer, or null where there is nothing of that name.</summary>
    public static async Task<T?> OrNullAsync<T>(Task<T> call)
        where T : class
    {
        try
        {
            return await call;
        }
        catch (GridException e) when (e.Problem == GridProblem.NotFound)
        {
            return null;
        }
    }
}
