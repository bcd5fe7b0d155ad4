using ClipGrid.Contracts.Errors;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>What the grid refuses, as problem details (RFC 9457) with the status that fits; anything unforeseen says no more than that.</summary>
internal sealed class ProblemAnswers(IProblemDetailsService problems) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            return true;
        (int status, string title, string? detail) = exception switch
        {
            GridException refused => (HttpProblem.Status(refused.Problem), HttpProblem.Title(refused.Problem), refused.Message),
            BadHttpRequestException bad => (bad.StatusCode, "The request cannot be read", bad.Message),
            _ => (StatusCodes.Status500InternalServerError, "Something went wrong in the grid", "It is in the log of the silo; try again, and report it if it stays."),
        };
        httpContext.Response.StatusCode = status;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = status, Title = title, Detail = detail },
        });
    }
}
