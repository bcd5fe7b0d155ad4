using System.Globalization;
using System.Threading.RateLimiting;
using ClipGrid.Dashboard.Access;
using Microsoft.AspNetCore.RateLimiting;

namespace ClipGrid.Dashboard.Limits;

/// <summary>Tells whoever asks too often when to come back.</summary>
internal static class RateRefusals
{
    /// <summary>Answers a request that a limiter has turned away.</summary>
    public static async ValueTask AnswerAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        HttpContext context = rejected.HttpContext;
        bool isByRate = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan pause);
        int seconds = Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds));
        Refuse(context, seconds);
        if (context.Request.Path.Equals(SignInPaths.Page))
            await SignInEndpoints.ShowTroubleAsync(context, FormattableString.Invariant($"Too many tries came from your address: try again in {seconds} s."));
        else if (isByRate && CallerRate.CostOf(context) is { } cost && context.RequestServices.GetRequiredService<CallerLimits>().Of(cost) is { } rate)
            await Results.Problem(FormattableString.Invariant($"One caller may send {rate.Count} {Kind(cost)} in {Span(rate.Window)}: come back in {seconds} s."), statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
        // What too many ask for at the same time is told by its status.
    }

    /// <summary>Sets status and header.</summary>
    public static void Refuse(HttpContext context, int seconds)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }

    private static string Kind(Cost cost) => cost switch
    {
        Cost.Question => "searches, embeddings, classifications and rankings",
        Cost.Start => "ingests, imports, sessions and suggestions",
        _ => "uploads and exports",
    };

    private static string Span(TimeSpan window) => window == TimeSpan.FromHours(1) ? "an hour" : "a minute";
}
