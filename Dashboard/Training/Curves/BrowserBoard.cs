using ClipGrid.Contracts.Training;
using Microsoft.JSInterop;

namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>
/// The charts of one page, in its browser. A call that a lost connection swallowed is given up when the browser is back, so that its
/// caller begins again at once.
/// </summary>
internal sealed class BrowserBoard(IJSObjectReference script, ConnectionWatch connection, CancellationToken closed) : ICurveBoard
{
    /// <inheritdoc/>
    public Task ReplaceAsync(CurveHistory history) => CallAsync<long>("replace", history);

    /// <inheritdoc/>
    public Task<long> AppendAsync(SessionId session, CurvePoints points) => CallAsync<long>("append", session.Value, points);

    /// <summary>Shows a part of a session's curves more finely.</summary>
    public Task RefineAsync(CurveHistory part) => CallAsync<object?>("detail", part.Id, part);

    /// <summary>Shows what happened, and how the session was judged.</summary>
    public Task MarkAsync(SessionId session, IReadOnlyList<CurveMark> events, IReadOnlyList<CurveEvaluation> evaluations) =>
        CallAsync<object?>("marks", session.Value, events, evaluations);

    /// <summary>Draws in another way.</summary>
    public Task SetAsync(CurveSettings settings) => CallAsync<object?>("set", settings);

    /// <summary>Shows everything again.</summary>
    public Task ResetAsync() => CallAsync<object?>("reset");

    private async Task<T> CallAsync<T>(string name, params object?[] arguments)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(closed);
        connection.Back += ending.Cancel;
        try
        {
            return await script.InvokeAsync<T>(name, ending.Token, arguments);
        }
        finally
        {
            connection.Back -= ending.Cancel;
        }
    }
}
