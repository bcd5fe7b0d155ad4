using System.Text.Json;
using ClipGrid.Contracts.Errors;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>What the grid refuses, as problem details (RFC 9457) with the status that fits; anything unforeseen says no more than that.</summary>
internal sealed class ProblemAnswers(IProblemDetailsService problems, ILogger<ProblemAnswers> logger) : IExceptionHandler
{
    /// <summary>The extension member that has the problem's kind for programs.</summary>
    public const string Kind = "kind";

    /// <summary>The extension member that names the member of the request that is wrong.</summary>
    public const string Member = "member";

    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
            return true;
        ProblemDetails problem = Of(exception);
        if (problem.Status == StatusCodes.Status500InternalServerError)
            Log(logger, httpContext.Request.Method, httpContext.Request.Path, exception);
        httpContext.Response.StatusCode = problem.Status!.Value;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            httpContext.Response.Headers.RetryAfter = FormattableString.Invariant($"{ComeBackAfter.TotalSeconds:F0}");
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
    }

    private static ProblemDetails Of(Exception exception) => exception switch
    {
        RequestFault fault => Told(StatusCodes.Status400BadRequest, HttpProblem.Title(GridProblem.Invalid), fault.Message, GridProblem.Invalid, fault.Member),
        StaleFault stale => Told(StatusCodes.Status412PreconditionFailed, "Somebody else has changed it", stale.Message, GridProblem.Conflict),
        GridException refused => Told(HttpProblem.Status(refused.Problem), HttpProblem.Title(refused.Problem), refused.Message, refused.Problem),
        // application/json; charset=nothing
        InvalidOperationException { InnerException: ArgumentException } unread when unread.Message.Contains("content type charset", StringComparison.Ordinal) =>
            Told(StatusCodes.Status415UnsupportedMediaType, "The body cannot be read", "The charset of the body is not known here: send JSON in UTF-8, with Content-Type: application/json.", GridProblem.Invalid),
        // A large array that there was no room for: the next one may find it.
        OutOfMemoryException => Told(StatusCodes.Status503ServiceUnavailable, HttpProblem.Title(GridProblem.Unavailable), "There is no memory for this request now: try again in a few seconds, or send less at once.", GridProblem.Unavailable),
        BadHttpRequestException { InnerException: JsonException json } => Told(StatusCodes.Status400BadRequest, "The body cannot be read", JsonFault.Told(json), GridProblem.Invalid),
        BadHttpRequestException bad => Told(bad.StatusCode, "The request cannot be read", bad.StatusCode == StatusCodes.Status400BadRequest ? BindingFault.Told(bad.Message) : null, GridProblem.Invalid),
        _ => Told(StatusCodes.Status500InternalServerError, "Something went wrong in the grid", "It is in the log of the silo; try again, and report it if it stays.", GridProblem.Internal),
    };

    private static ProblemDetails Told(int status, string title, string? detail, GridProblem kind, string? member = null)
    {
        ProblemDetails problem = new() { Status = status, Title = title, Detail = detail };
        problem.Extensions[Kind] = kind;
        if (member is not null)
            problem.Extensions[Member] = member;
        return problem;
    }

    private static void Log(ILogger logger, string method, string path, Exception exception) =>
        logger.LogError(exception, "{Method} {Path} failed", method, Contracts.Naming.GridName.Shown(path));
}
