using ClipGrid.Contracts.Errors;
using Microsoft.AspNetCore.Mvc;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>An error as OpenAI's API writes it.</summary>
/// <param name="Error">What went wrong.</param>
internal sealed record OpenAiError(OpenAiErrorBody Error)
{
    /// <summary>Of problem details.</summary>
    public static OpenAiError Of(ProblemDetails problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        int status = problem.Status ?? StatusCodes.Status500InternalServerError;
        string type = status switch
        {
            StatusCodes.Status429TooManyRequests => "rate_limit_error",
            >= StatusCodes.Status500InternalServerError => "server_error",
            _ => "invalid_request_error",
        };
        string? code = status == StatusCodes.Status404NotFound ? "model_not_found" : problem.Extensions.TryGetValue(ProblemAnswers.Kind, out object? kind) && kind is GridProblem known && known != GridProblem.Invalid ? known.ToString() : null;
        string? param = problem.Extensions.TryGetValue(ProblemAnswers.Member, out object? member) ? member as string : null;
        return new OpenAiError(new OpenAiErrorBody(problem.Detail ?? problem.Title ?? "", type, param, code));
    }
}
