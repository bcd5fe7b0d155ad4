using System.Diagnostics;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Client;

/// <summary>
/// What a client tells traces: the calls that somebody waits for. What is asked again and again by the clock is left out. No text that is
/// searched for, no picture.
/// </summary>
internal static class ClientSpans
{
    /// <summary>Name of the source.</summary>
    public const string Name = "ClipGrid.Client";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Carries out a call as a span.</summary>
    public static async Task<T> RunAsync<T>(string name, Func<Task<T>> call)
    {
        using Activity? span = Source.StartActivity(name);
        try
        {
            return await call();
        }
        catch (Exception error)
        {
            span?.SetStatus(ActivityStatusCode.Error, error is GridException grid ? grid.Problem.ToString() : error.GetType().Name);
            throw;
        }
    }
}
