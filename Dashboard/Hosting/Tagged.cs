using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>Answers that have a tag by which a caller sees cheaply whether it has them already.</summary>
internal static class Tagged
{
    /// <summary>The answer, or 304 where the caller has it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="tag">The tag without quotes.</param>
    /// <param name="answer">The answer.</param>
    public static Results<Ok<T>, StatusCodeHttpResult> Answer<T>(HttpContext context, string tag, T answer)
    {
        EntityTagHeaderValue own = Of(tag);
        context.Response.Headers.ETag = own.ToString();
        context.Response.Headers.CacheControl = "private, no-cache";
        return context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(own, useStrongComparison: false))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(answer);
    }

    /// <summary>Whether the request says that it is for what has this tag; null where it says nothing of the kind.</summary>
    /// <exception cref="RequestFault">The header cannot be read.</exception>
    public static bool? IsWanted(HttpRequest request, string tag)
    {
        if (request.Headers.IfMatch.Count == 0)
            return null;
        IList<EntityTagHeaderValue> wanted = request.GetTypedHeaders().IfMatch;
        if (wanted.Count == 0)
            throw new RequestFault(HeaderNames.IfMatch, "If-Match cannot be read: send the ETag of the last answer, with its quotes.");
        return wanted.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(Of(tag), useStrongComparison: true));
    }

    private static EntityTagHeaderValue Of(string tag) => new($"\"{tag}\"");
}
