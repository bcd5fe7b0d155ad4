using ClipGrid.Contracts.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>
/// Writes problem details for programs, whatever they say that they accept: a client that waits for a stream has to hear why there is none.
/// What is compatible with OpenAI's API has OpenAI's shape of an error.
/// </summary>
internal sealed class ProblemWriter(IOptions<JsonOptions> json) : IProblemDetailsWriter
{
    private const string MediaType = "application/problem+json";

    private const int Longest = 1_000;

    /// <inheritdoc/>
    public bool CanWrite(ProblemDetailsContext context) => ApiPaths.IsForPrograms(context.HttpContext.Request.Path);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        HttpContext http = context.HttpContext;
        ProblemDetails problem = context.ProblemDetails;
        int status = problem.Status ??= http.Response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(status);
        problem.Extensions.TryAdd(ProblemAnswers.Kind, status switch
        {
            StatusCodes.Status404NotFound => GridProblem.NotFound,
            StatusCodes.Status413PayloadTooLarge => GridProblem.TooLarge,
            StatusCodes.Status429TooManyRequests => GridProblem.Unavailable,
            _ => GridProblem.Invalid,
        });
        problem.Detail = Readable(problem.Detail ?? StatusWords.Of(status, http));
        http.Response.Headers.CacheControl = "no-store";
        if (ApiPaths.IsOpenAi(http.Request.Path))
            await http.Response.WriteAsJsonAsync(OpenAiError.Of(problem), json.Value.SerializerOptions, "application/json", http.RequestAborted);
        else
            await http.Response.WriteAsJsonAsync(problem, json.Value.SerializerOptions, MediaType, http.RequestAborted);
    }

    // It may quote what was sent.
    private static string? Readable(string? words)
    {
        if (words is null)
            return null;
        string clean = new([.. words.Take(Longest).Select(c => char.IsControl(c) ? '?' : c)]);
        return words.Length > Longest ? $"{clean}…" : clean;
    }
}
